#include "api/api_test.hpp"
#include "api/sponsoring.hpp"
#include "solana/ed25519.hpp"

/// What the API says of sponsors, and whom it lets them pay for.
namespace burner::api {
namespace {

class SponsorApi : public ApiTest {
  protected:
    SponsorApi() {
        rpc_.accounts.erase(state_.wallet);
        rpc_.put(sponsor_, solana::ids::system, 1'000'000'000, {});
        EXPECT_TRUE(state_.sponsors.add({sponsor_, state_.sponsor_keys.seal(keypair_), {}}));
        state_.sponsor_balances.set(sponsor_, {1'000'000'000});
    }
    void set_terms(const std::optional<solana::Sponsorship>& terms) {
        state_.shop.project.sponsorship = terms;
        ASSERT_TRUE(state_.keys.set_project(state_.shop.project));
    }
    std::string body_for(std::string_view payer) const {
        return fmt::format(
            R"({{"items":[{{"type":"empty_account","address":"{}","action":"close"}}],"feePayer":"{}"}})",
            to_base58(key(10)), payer);
    }
    Answer build_for(std::string_view payer) { return ask_as_shop(post(wallet_path("transactions"), body_for(payer))); }
    Answer submit(const Answer& built) {
        const auto bytes = base::from_base64(built.at("/transactions/0/transactionBase64")).value();
        auto message = solana::parse_transaction(bytes).value().message;
        const auto signature = state_.keypair.sign(serialize(message));
        const auto transaction = serialize(solana::Transaction{{{}, signature}, std::move(message)});
        return ask_as_shop(
            post(wallet_path("transactions/submit"),
                 fmt::format(R"({{"signed":[{{"transactionBase64":"{}","submissionTicket":"{}"}}]}})",
                             base::to_base64(transaction), built.at("/transactions/0/submissionTicket"))));
    }

    const solana::Keypair keypair_ = solana::Keypair::from_seed({9, 9});
    const solana::Pubkey sponsor_ = keypair_.address();
    const solana::Sponsorship terms_{sponsor_, {100'000}, {100'000}, {100'000}, {10'000'000}};
};

TEST_F(SponsorApi, PaysForWhomItCan) {
    set_terms(terms_);
    for (const std::string_view payer : {"sponsor", "auto"}) {
        const auto built = build_for(payer);
        EXPECT_EQ(built.status, 200) << built.body;
        EXPECT_EQ(built.at("/transactions/0/feePayer"), to_base58(sponsor_));
        EXPECT_EQ(built.at("/transactions/0/sponsorRepayment"), built.at("/transactions/0/networkFee"));
    }
    const auto submitted = submit(build_for("sponsor"));
    EXPECT_EQ(submitted.at("/results/0/status"), "submitted") << submitted.body;
    ASSERT_EQ(state_.sponsor_signatures.size(), 1U);
    EXPECT_EQ(state_.sponsor_signatures[0].reservation.key_id, state_.shop.key.record.id);
    EXPECT_EQ(submitted.at("/results/0/signature"), to_base58(state_.sponsor_signatures[0].signature));
}

TEST_F(SponsorApi, PaysNobodyWithoutASponsor) {
    expect_error(build_for("sponsor"), 400, "sponsor_unavailable",
                 "No sponsor pays for this project: feePayer can be wallet, auto or an address");
    EXPECT_EQ(build_for("auto").at("/rejected/0/code"), "insufficient_funds");
    EXPECT_EQ(build_for("wallet").at("/rejected/0/code"), "insufficient_funds");
    // Nor for itself.
    auto own = terms_;
    own.sponsor = state_.wallet;
    set_terms(own);
    EXPECT_EQ(build_for("sponsor").at("/code"), "sponsor_unavailable");
}

TEST_F(SponsorApi, SaysWhyItWouldNotSign) {
    struct Row {
        solana::Sponsorship terms;
        std::uint64_t balance;
        std::string_view message;
    };
    auto no_wallet = terms_, no_key = terms_, unknown = terms_;
    no_wallet.wallet_budget = {9'999};
    no_key.key_budget = {9'999};
    unknown.sponsor = key(88);
    const Row rows[] = {
        {no_wallet, 1'000'000'000, "The sponsor's budget of the wallet is used up for today"},
        {no_key, 1'000'000'000, "The sponsor's budget of the API key is used up for today"},
        {terms_, 10'009'999, "The sponsor holds too little to pay"},
        {unknown, 1'000'000'000, "The sponsor cannot sign on this server"},
    };
    for (const auto& [terms, balance, message] : rows) {
        set_terms(terms);
        state_.sponsor_balances.set(sponsor_, {balance});
        expect_error(build_for("sponsor"), 400, "sponsor_unavailable", message);
        EXPECT_EQ(build_for("auto").at("/rejected/0/code"), "insufficient_funds");
    }
    EXPECT_TRUE(state_.sponsor_refusals.empty()) << "nothing was to be signed";
}

TEST_F(SponsorApi, SignsNoMoreOnceItIsSwitchedOff) {
    set_terms(terms_);
    const auto built = build_for("sponsor");
    set_terms(std::nullopt);
    const auto refused = submit(built);
    EXPECT_EQ(refused.at("/results/0/error/code"), "sponsor_budget") << refused.body;
    EXPECT_EQ(state_.sponsor_refusals, std::vector{transactions::SponsorRefusal::switched_off});
}

TEST_F(SponsorApi, ListsSayWhetherItWouldPay) {
    const auto listed = [&] { return ask_as_shop(get(wallet_path("assets"))).at("/sponsored"); };
    EXPECT_EQ(listed(), "false");
    set_terms(terms_);
    EXPECT_EQ(listed(), "true") << "a list that is repeated from memory is another project's";
    state_.sponsor_balances.set(sponsor_, {10'009'999});
    EXPECT_EQ(listed(), "false");
    state_.sponsor_balances.set(sponsor_, {10'010'000});
    EXPECT_EQ(listed(), "true");
}

TEST_F(SponsorApi, ATestKeySimulatesWithoutASignature) {
    set_terms(terms_);
    state_.shop.key = state_.keys.create(state_.shop.project.id, {.mode = access::Mode::test}, "test").value();
    const auto submitted = submit(build_for("sponsor"));
    EXPECT_EQ(submitted.at("/results/0/simulated"), "true") << submitted.body;
    EXPECT_EQ(submitted.at("/results/0/status"), "submitted");
    EXPECT_TRUE(state_.sponsor_signatures.empty());
    EXPECT_TRUE(rpc_.sent.empty());
}

}  // namespace
}  // namespace burner::api
