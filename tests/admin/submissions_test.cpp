#include <fmt/format.h>

#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

class SubmissionsOfDashboard : public AdminTest {
  protected:
    transactions::Submission submit(std::uint8_t number, const std::string& project) {
        transactions::Submission made;
        made.digest.fill(number);
        made.signature.bytes.fill(number);
        made.wallet.bytes.fill(static_cast<std::uint8_t>(number % 2 + 1));
        made.project = project;
        made.rebate = {{2'039'280}, {101'964}, {2'039'280}};
        made.recorded_at = clock_.now();
        EXPECT_TRUE(submissions_.record({made}));
        return made;
    }
    Answer as_owner(std::string_view path) {
        return ask(Ask{.path = fmt::format("/projects/{}/submissions{}", shop_.id, path)}.as(session_of(owner_)));
    }
};

TEST_F(SubmissionsOfDashboard, AreListedNewestFirstInPages) {
    const auto one = submit(1, shop_.id), two = submit(2, shop_.id), three = submit(3, shop_.id);
    submit(4, other_.id);
    const auto first = as_owner("?limit=2");
    EXPECT_EQ(first.at("/items/0/signature"), solana::to_base58(three.signature));
    EXPECT_EQ(first.at("/items/0/status"), "submitted");
    EXPECT_EQ(first.at("/items/0/recordedAt"), "2026-04-09T12:00:00.000Z");
    EXPECT_EQ(first.at("/items/0/grossRebate"), "2039280");
    EXPECT_EQ(first.at("/items/0/donationAmount"), "101964");
    const auto second = as_owner("?limit=2&after=" + first.at("/next"));
    EXPECT_EQ(second.at("/items/0/signature"), solana::to_base58(one.signature));
    EXPECT_EQ(second.at("/next"), "null");
    const auto chosen = as_owner("?wallet=" + solana::to_base58(two.wallet));
    EXPECT_EQ(chosen.at("/items/0/wallet"), solana::to_base58(two.wallet));
    EXPECT_EQ(chosen.at("/items/1"), "<none>");
    expect_error(as_owner("?after=x"), 400, "invalid_request", "after must be what `next` said");
}

TEST_F(SubmissionsOfDashboard, AnotherProjectsAnswersAsAMissingOne) {
    const auto mine = submit(1, shop_.id), theirs = submit(2, other_.id);
    EXPECT_EQ(as_owner("/" + solana::to_base58(mine.signature)).at("/wallet"), solana::to_base58(mine.wallet));
    for (const auto& signature : {theirs.signature, solana::Signature{}})
        expect_error(as_owner("/" + solana::to_base58(signature)), 404, "not_found", "Submission not found");
    expect_error(as_owner("/x"), 400, "invalid_request", "signature must be the base58 text of 64 bytes");
}

}  // namespace
}  // namespace burner::admin
