#include <algorithm>

#include "fakes/change_submission.hpp"
#include "solana/programs/compute_budget.hpp"
#include "transactions/refresh/refresh.hpp"
#include "transactions/report/report.hpp"
#include "transactions/sponsor_fixture.hpp"
#include "transactions/submit/co_sign.hpp"

/// What a sponsor signs, and what it does not.
namespace burner::transactions {
namespace {

class SponsoredSubmit : public Sponsored {
  protected:
    static std::string why(const SubmitResult& result) {
        return result.failure ? result.failure->message : std::string{to_text(result.status)};
    }
    SponsoredSubmit() { rebuild(0); }

    void rebuild(std::uint64_t version) {
        built_ = built(sponsored({close_of(10), burn_of(11)}, version));
        rpc_.calls.clear();
    }
    /// Submits the built transaction as a wallet that changed its instructions.
    SubmitResult submit_with(const std::function<void(std::vector<Instruction>&)>& change) {
        auto instructions = decompile(message_of(built_));
        change(instructions);
        return submit_sponsored(
            signed_by_wallet(solana::compile(sponsor_, instructions, rpc_.latest.blockhash), built_));
    }
    void expect_unsigned(const SubmitResult& result, SubmitCode code) {
        EXPECT_EQ(result.status, SubmitStatus::failed);
        ASSERT_TRUE(result.failure);
        EXPECT_EQ(to_text(result.failure->code), to_text(code));
        EXPECT_TRUE(noted_.empty());
        EXPECT_TRUE(rpc_.sent.empty());
        EXPECT_EQ(open_count(), 0U);
    }
};

Instruction guard_on(std::vector<solana::AccountMeta> accounts) {
    return {solana::ids::lighthouse, std::move(accounts), {9, 0, 1, 2}};
}

TEST_F(SponsoredSubmit, SignsLastAndSendsWhatBothHaveSigned) {
    for (const std::uint64_t version : {0U, 1U}) {
        rpc_.latest.blockhash.bytes[5] = static_cast<std::uint8_t>(1 + version);
        rebuild(version);
        rpc_.sent.clear();
        noted_.clear();
        rpc_.on_send = [&](const base::Bytes& bytes) -> base::Result<solana::Signature, solana::SendFailure> {
            rpc_.sent.push_back(bytes);
            return solana::Signature{};
        };
        const auto result = submit_sponsored(signed_by_wallet(built_));
        ASSERT_EQ(result.status, SubmitStatus::submitted) << why(result);
        ASSERT_EQ(rpc_.sent.size(), 1U);
        const auto sent = solana::parse_transaction(rpc_.sent[0]).value();
        const auto message = serialize(sent.message);
        EXPECT_TRUE(solana::verify(sponsor_, message, sent.signatures[0]));
        EXPECT_TRUE(solana::verify(wallet_, message, sent.signatures[1]));
        EXPECT_EQ(result.signature, sent.signatures[0]);
        ASSERT_EQ(noted_.size(), 1U);
        EXPECT_EQ(noted_[0].signature, sent.signatures[0]);
        EXPECT_EQ(noted_[0].sponsor, sponsor_);
        EXPECT_EQ(noted_[0].reservation.key_id, "key_1");
        EXPECT_EQ(noted_[0].reservation.lamports, built_.network_fee);
        EXPECT_EQ(logged().signature, sent.signatures[0]);
        EXPECT_EQ(at_risk(), built_.network_fee);
        ASSERT_TRUE(fakes::change(log_, logged().digest, {SubmissionStatus::finalized, 5, {}}));
        ASSERT_TRUE(reservations_.settle(0, clock_.now()));
        EXPECT_EQ(at_risk(), base::Lamports{});
    }
}

TEST_F(SponsoredSubmit, ADuplicateGivesTheSponsorsSignatureAndIsSignedOnce) {
    const auto first = submit_sponsored(signed_by_wallet(built_));
    rpc_.accounts.erase(key(10));  // it has landed: another simulation would fail
    const auto second = submit_sponsored(signed_by_wallet(built_));
    EXPECT_EQ(second.status, SubmitStatus::duplicate);
    EXPECT_EQ(second.signature, first.signature);
    EXPECT_EQ(noted_.size(), 1U);
}

TEST_F(SponsoredSubmit, SignsNothingThatTheWalletHasNotSigned) {
    auto transaction = solana::parse_transaction(built_.transaction).value();
    const auto entry_of = [&] {
        return SignedEntry{base::to_base64(serialize(transaction)), built_.submission_ticket};
    };
    expect_unsigned(submit_sponsored(entry_of()), SubmitCode::signature_invalid);
    transaction.signatures[1] = keypair_.sign(base::Bytes{1});
    expect_unsigned(submit_sponsored(entry_of()), SubmitCode::signature_invalid);
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(SponsoredSubmit, TakesGuardsOnWhatTheWalletHas) {
    const auto result = submit_with([&](auto& instructions) {
        instructions.insert(instructions.begin(), guard_on({{wallet_, false, true}}));
        instructions.push_back(guard_on({{key(10), false, true}}));
    });
    EXPECT_EQ(result.status, SubmitStatus::submitted) << why(result);
}

TEST_F(SponsoredSubmit, RefusesGuardsThatTheClockOrTheSponsorDecides) {
    const auto clock = solana::pubkey_from_base58("SysvarC1ock11111111111111111111111111111111").value();
    const std::vector<solana::AccountMeta> rows[] = {
        {},
        {{sponsor_, false, false}},
        {{wallet_, false, false}, {sponsor_, false, false}},
        {{clock, false, false}},
    };
    for (const auto& accounts : rows) {
        expect_unsigned(submit_with([&](auto& instructions) { instructions.push_back(guard_on(accounts)); }),
                        SubmitCode::message_mismatch);
    }
}

TEST_F(SponsoredSubmit, RefusesAnotherComputeBudget) {
    namespace compute_budget = solana::compute_budget;
    const auto unit_limit = built_.compute_units_needed;
    using Change = std::function<void(std::vector<Instruction>&)>;
    const Change changes[] = {
        [](auto& all) { all[1] = compute_budget::set_unit_price(1'001); },
        [](auto& all) { all[1] = compute_budget::set_unit_price(999); },
        [&](auto& all) { all[0] = compute_budget::set_unit_limit(unit_limit + 1); },
        [&](auto& all) { all[0] = compute_budget::set_unit_limit(unit_limit - 1); },
        [](auto& all) { all.erase(all.begin() + 1); },
        [](auto& all) { all.push_back({solana::ids::compute_budget, {}, {4, 0, 0, 1, 0}}); },
        [](auto& all) { std::swap(all[0], all[1]); },
    };
    for (const auto& change : changes) expect_unsigned(submit_with(change), SubmitCode::message_mismatch);
}

TEST_F(SponsoredSubmit, RefusesAnotherHeaderOfVersionOne) {
    rebuild(1);
    const auto message = message_of(built_);
    using Change = std::function<void(solana::MessageConfig&)>;
    const Change changes[] = {
        [](auto& config) { config.priority_fee = *config.priority_fee + 1; },
        [](auto& config) { config.priority_fee.reset(); },
        [](auto& config) { config.unit_limit = *config.unit_limit - 1; },
        [](auto& config) { config.loaded_data_limit = 1; },
        [](auto& config) { config.heap_size = 32 << 10; },
    };
    for (const auto& change : changes) {
        auto changed = message;
        change(changed.config);
        expect_unsigned(submit_sponsored(signed_by_wallet(changed, built_)), SubmitCode::message_mismatch);
    }
}

TEST_F(SponsoredSubmit, RefusesWhatTakesMoreFromTheSponsor) {
    using Change = std::function<void(std::vector<Instruction>&)>;
    const solana::Pubkey thief{{66}};
    const Change changes[] = {
        [&](auto& all) { all.push_back(solana::system::transfer(sponsor_, thief, {1})); },
        [&](auto& all) { all.push_back(solana::system::transfer(wallet_, thief, {1})); },
        [&](auto& all) { all.back() = solana::system::transfer(wallet_, sponsor_, {9'999}); },
        [&](auto& all) { all.pop_back(); },
        [&](auto& all) { all.push_back({solana::ids::lighthouse, {{sponsor_, true, true}}, {0, 0}}); },
        [&](auto& all) { all.insert(all.begin(), {solana::ids::system, {{thief, false, true}}, {4, 0, 0, 0}}); },
    };
    for (const auto& change : changes) expect_unsigned(submit_with(change), SubmitCode::message_mismatch);
}

TEST_F(SponsoredSubmit, RefusesWhatWouldFailNow) {
    rpc_.poisoned = {key(10)};
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::simulation_failed);
    EXPECT_EQ(at_risk(), base::Lamports{});
}

TEST_F(SponsoredSubmit, RefusesWhatLeavesTheSponsorLess) {
    rpc_.on_simulated = [&](solana::Simulation& simulation) {
        for (auto& account : simulation.accounts) account->lamports.value -= 1;
    };
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::simulation_failed);
    rpc_.on_simulated = [&](solana::Simulation& simulation) { simulation.accounts = {std::nullopt}; };
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::simulation_failed);
}

TEST_F(SponsoredSubmit, LooksAgainWhereAnotherTransactionChangesTheSponsorMeanwhile) {
    int changes = 0;
    rpc_.on_simulated = [&](solana::Simulation& simulation) {
        if (++changes < 3) simulation.accounts.front()->lamports.value -= 10'000;
    };
    EXPECT_EQ(submit_sponsored(signed_by_wallet(built_)).status, SubmitStatus::submitted);
}

TEST_F(SponsoredSubmit, RefusesBeyondABudget) {
    terms_.wallet_budget = built_.network_fee - base::Lamports{1};
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::sponsor_budget);
    EXPECT_EQ(refusals_, std::vector{SponsorRefusal::wallet_budget});
    terms_.wallet_budget = built_.network_fee;
    terms_.floor = {sponsors_lamports};
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::sponsor_budget);
    terms_.floor = {0};
    EXPECT_EQ(submit_sponsored(signed_by_wallet(built_)).status, SubmitStatus::submitted);
}

TEST_F(SponsoredSubmit, RefusesWhereTheSponsorWasSwitchedOffOrCannotSign) {
    auto wanted = sponsored_submission({signed_by_wallet(built_)});
    wanted.sponsored_by.terms.reset();
    expect_unsigned(submit(wanted).value().at(0), SubmitCode::sponsor_budget);
    wanted = sponsored_submission({signed_by_wallet(built_)});
    wanted.sponsored_by.terms->sponsor = key(77);
    expect_unsigned(submit(wanted).value().at(0), SubmitCode::sponsor_budget);
    ASSERT_TRUE(sponsors_.reseal(sponsor_, base::Bytes(72, 1)));
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::sponsor_budget);
    EXPECT_EQ(refusals_,
              (std::vector{SponsorRefusal::switched_off, SponsorRefusal::switched_off, SponsorRefusal::no_key}));
}

TEST_F(SponsoredSubmit, ThreeFailuresOnTheChainStopTheWallet) {
    for (std::uint8_t i = 0; i < 3; ++i) {
        rpc_.latest.blockhash.bytes[5] = i;
        rebuild(0);
        ASSERT_EQ(submit_sponsored(signed_by_wallet(built_)).status, SubmitStatus::submitted);
        ASSERT_TRUE(fakes::change(log_, logged().digest, {SubmissionStatus::failed, 5, "InstructionError 2"}));
    }
    rpc_.sent.clear();
    noted_.clear();
    rpc_.latest.blockhash.bytes[5] = 9;
    rebuild(0);
    expect_unsigned(submit_sponsored(signed_by_wallet(built_)), SubmitCode::sponsor_budget);
    EXPECT_EQ(refusals_.back(), SponsorRefusal::wallet_failures);
}

TEST_F(SponsoredSubmit, IsNotReported) {
    Reporter reporter(rpc_, log_, changes_, runner_, tickets_, clock_);
    const ReportRequest wanted{
        submission({}).bearer, {{solana::Signature{}, built_.submission_ticket}}, {}, [] { return false; }};
    const auto results = fakes::run_task(reporter.report(wanted)).value();
    EXPECT_EQ(results.at(0).status, ReportStatus::refused);
    EXPECT_EQ(results.at(0).failure->code, SubmitCode::ticket_invalid);
}

TEST_F(SponsoredSubmit, IsRefreshedWithTheSameRepaymentAndSigned) {
    Refresher refresher(sources(), log_, runner_, tickets_, pauses_, clock_, pace_, max_priority_fee_);
    rpc_.latest.blockhash.bytes[5] = 5;
    RefreshRequest wanted;
    wanted.bearer = submission({}).bearer;
    wanted.entries = {{base::to_base64(built_.transaction), built_.submission_ticket}};
    const auto refreshed = fakes::run_task(refresher.refresh(wanted)).value();
    ASSERT_EQ(refreshed.transactions.size(), 1U);
    EXPECT_EQ(refreshed.transactions[0].sponsor_repayment, built_.sponsor_repayment);
    EXPECT_EQ(submit_sponsored(signed_by_wallet(refreshed.transactions[0])).status, SubmitStatus::submitted);
}

TEST(IsRepaid, TakesAFeeThatWasTakenOrNot) {
    const auto is_so = [](std::uint64_t before, std::uint64_t after, std::uint64_t fee, std::uint64_t repayment) {
        return is_repaid({before}, {after}, {fee}, {repayment});
    };
    EXPECT_TRUE(is_so(100, 110, 10, 10));
    EXPECT_TRUE(is_so(100, 100, 10, 10));
    EXPECT_TRUE(is_so(100, 102, 10, 12));
    EXPECT_FALSE(is_so(100, 99, 10, 10));
    EXPECT_FALSE(is_so(100, 101, 10, 10));
    EXPECT_FALSE(is_so(100, 109, 10, 9));
    EXPECT_FALSE(is_so(100, 99, 10, 9));
}

}  // namespace
}  // namespace burner::transactions
