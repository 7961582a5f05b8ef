#include "audit/line.hpp"

#include <gtest/gtest.h>

#include "audit/sample.hpp"

namespace burner::audit {
namespace {

TEST(AuditLine, SaysWhoWhatWhenFromWhereAndTheRequest) {
    EXPECT_EQ(line_of(mint(clock.now())),
              R"({"time":"2026-04-09T12:00:00.000Z","action":"session.mint","actor":"key:key_1","project":"prj_1",)"
              R"("subject":"AZ1x0Zk5Wc2n0sQJb8uV4g","wallet":"7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",)"
              R"("from":"127.0.0.1","requestId":"abcdefg00000001"})"
              "\n");
}

TEST(AuditLine, ReadsBackWhatItWrote) {
    const Event event{.action = Action::request_refuse,
                      .time = clock.now(),
                      .actor = {Actor::Kind::session, "id \"quoted\"\n"},
                      .project = "prj_1",
                      .subject = "/x",
                      .from = "::1",
                      .request_id = "r1",
                      .detail = "wallet_mismatch",
                      .count = 7};
    const auto stored = stored_event(line_of(event)).value();
    EXPECT_EQ(stored.time, "2026-04-09T12:00:00.000Z");
    EXPECT_EQ(stored.action, "request.refuse");
    EXPECT_EQ(stored.actor, "session:id \"quoted\"\n");
    EXPECT_EQ(stored.detail, "wallet_mismatch");
    EXPECT_EQ(stored.count, 7u);
    EXPECT_EQ(stored.wallet, "");
}

TEST(AuditLine, StaysOneLineOfBoundedLengthWhateverItIsGiven) {
    const std::string hostile(5'000, '\n');
    const std::string line = line_of({.action = Action::key_create,
                                      .time = clock.now(),
                                      .actor = {Actor::Kind::user, hostile},
                                      .project = hostile,
                                      .subject = hostile,
                                      .wallet = hostile,
                                      .from = hostile,
                                      .request_id = hostile,
                                      .detail = hostile});
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_LT(line.size(), max_line_bytes);
    EXPECT_TRUE(stored_event(line));
}

TEST(AuditLine, BecomesOneRowOfCsv) {
    Event event = mint(clock.now());
    event.detail = "a \"b\", c";
    const auto row = to_csv(stored_event(line_of(event)).value());
    EXPECT_TRUE(row.starts_with("2026-04-09T12:00:00.000Z,session.mint,key:key_1,prj_1,")) << row;
    EXPECT_TRUE(row.ends_with(",\"a \"\"b\"\", c\",1\r\n")) << row;
}

}  // namespace
}  // namespace burner::audit
