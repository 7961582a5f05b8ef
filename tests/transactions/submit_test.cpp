#include "transactions/submit/submit.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/concurrently.hpp"
#include "fakes/change_submission.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "transactions/submissions/track.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {
namespace {

class FailingLog final : public SubmissionLog {
  public:
    base::Result<std::vector<Recorded>> record(std::vector<Submission>) override { return fail(); }
    base::Result<std::optional<Submission>> find(MessageDigest) override { return fail(); }
    base::Result<std::optional<Submission>> find_by_signature(solana::Signature) override { return fail(); }
    base::Result<std::vector<Submission>> change(std::set<MessageDigest>, const Decide&, base::UnixTime) override {
        return fail();
    }
    base::Result<std::set<MessageDigest>> count_sends(std::map<MessageDigest, solana::Signature>) override {
        return fail();
    }
    base::Result<std::vector<std::string>> unfinished_projects(nodes::Shards) override { return fail(); }
    base::Result<UnfinishedPage> unfinished(const std::string&, nodes::Shards, std::int64_t, std::size_t) override {
        return fail();
    }
    base::Result<std::vector<solana::Signature>> unfinished_of_wallet(const std::string&,
                                                                      const solana::Pubkey&) override {
        return fail();
    }
    base::Result<std::vector<Submission>> unverified(nodes::Shards, std::size_t) override { return fail(); }
    base::Result<void> note_promise(MessageDigest, PromiseVerdict) override { return fail(); }
    base::Result<SubmissionTotals> totals(const std::string&) override { return fail(); }
    base::Result<std::vector<Leader>> leaders(const std::string&, Period, std::int64_t, std::size_t) override {
        return fail();
    }
    base::Result<void> prune_leaders(base::UnixTime) override { return fail(); }
    base::Result<std::size_t> prune_finished(base::UnixTime, std::size_t) override { return fail(); }

  private:
    static std::unexpected<base::Error> fail() { return base::fail(base::ErrorCode::overloaded, "disk full"); }
};

void expect_failed(const SubmitResult& result, SubmitCode code) {
    EXPECT_EQ(result.status, SubmitStatus::failed);
    EXPECT_FALSE(result.signature);
    ASSERT_TRUE(result.failure);
    EXPECT_EQ(to_text(result.failure->code), to_text(code));
}

Instruction guard(std::vector<solana::AccountMeta> accounts) {
    return {solana::ids::lighthouse, std::move(accounts), {9, 0, 1, 2}};
}

TEST_F(SubmitTest, RecordsThenSends) {
    const auto entry = signed_entry();
    bool was_on_record = false;
    rpc_.on_send = [&](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
        was_on_record = open_count() == 1;
        return solana::Signature{};
    };
    const auto result = submit_one(entry);
    EXPECT_TRUE(was_on_record);
    EXPECT_EQ(result.status, SubmitStatus::submitted);
    EXPECT_EQ(base::to_base64(logged().transaction), entry.transaction_base64);
    EXPECT_EQ(result.signature, logged().signature);
    EXPECT_THAT(result.includes, ElementsAre(close_of(10), burn_of(11)));
    EXPECT_FALSE(result.simulated);
    EXPECT_EQ(logged().rebate, built_.rebate);
    EXPECT_EQ(logged().last_valid_block_height, 1'050U);
}

TEST_F(SubmitTest, RefusesATicketOfAnyOtherContextWithoutAskingAnybody) {
    const SubmitRequest right = submission({signed_entry()});
    const auto with = [&](auto change) {
        SubmitRequest wrong = right;
        change(wrong);
        return wrong;
    };
    const std::pair<SubmitRequest, SubmitCode> rows[] = {
        {with([](auto& r) { r.bearer.wallet = key(77); }), SubmitCode::wallet_mismatch},
        {with([](auto& r) { r.bearer.project = "prj_2"; }), SubmitCode::ticket_invalid},
        {with([](auto& r) { r.bearer.cluster = "another"; }), SubmitCode::ticket_invalid},
        {with([](auto& r) { r.bearer.test_mode = true; }), SubmitCode::ticket_invalid},
        {with([](auto& r) { r.entries[0].submission_ticket += "A"; }), SubmitCode::ticket_invalid},
        {with([](auto& r) { r.entries[0].submission_ticket = ""; }), SubmitCode::ticket_invalid},
    };
    for (const auto& [wrong, code] : rows) expect_failed(submit(wrong)->at(0), code);
    EXPECT_EQ(rpc_.total_calls(), 0);
    EXPECT_EQ(open_count(), 0U);
}

TEST_F(SubmitTest, RefusesATicketFromItsExpiryOn) {
    const auto entry = signed_entry();
    clock_.advance(std::chrono::minutes(3));
    expect_failed(submit_one(entry), SubmitCode::ticket_expired);
    clock_.advance(std::chrono::milliseconds(-1));
    EXPECT_EQ(submit_one(entry).status, SubmitStatus::submitted);
}

TEST_F(SubmitTest, RefusesTicketsSwappedBetweenTransactions) {
    account(12);
    const auto other = built(request({close_of(12)}));
    rpc_.calls.clear();
    expect_failed(submit_one({sign(message_of(other)), built_.submission_ticket}), SubmitCode::message_mismatch);
    expect_failed(submit_one({sign(message_of(built_)), other.submission_ticket}), SubmitCode::message_mismatch);
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(SubmitTest, RefusesWhatIsNoTransaction) {
    for (const std::string& text :
         {std::string("%"), std::string(), std::string("AAAA"), signed_entry().transaction_base64 + "AAAA"}) {
        expect_failed(submit_one({text, built_.submission_ticket}), SubmitCode::transaction_invalid);
    }
}

TEST_F(SubmitTest, RefusesUnsignedAndWronglySigned) {
    expect_failed(submit_one({base::to_base64(built_.transaction), built_.submission_ticket}),
                  SubmitCode::signature_invalid);
    const auto stranger = solana::Keypair::from_seed({9});
    const auto message = message_of(built_);
    const solana::Transaction transaction{{stranger.sign(serialize(message))}, message};
    expect_failed(submit_one({base::to_base64(serialize(transaction)), built_.submission_ticket}),
                  SubmitCode::signature_invalid);
    EXPECT_EQ(rpc_.total_calls(), 0);
}

struct Change {
    const char* name;
    std::function<void(std::vector<Instruction>&)> apply;
};

TEST_F(SubmitTest, ToleratesWhatWalletsDo) {
    const Change rows[] = {
        {"nothing", [](auto&) {}},
        {"a guard in front", [](auto& all) { all.insert(all.begin(), guard({{key(50), false, false}})); }},
        {"a guard between", [](auto& all) { all.insert(all.begin() + 3, guard({})); }},
        {"a guard at the end", [](auto& all) { all.push_back(guard({})); }},
        {"a guard on our account", [](auto& all) { all.push_back(guard({{key(10), false, false}})); }},
        {"a guard on the wallet", [this](auto& all) { all.push_back(guard({{wallet_, true, true}})); }},
        {"a guard on an account that we write", [](auto& all) { all.push_back(guard({{key(11), false, true}})); }},
        {"eight guards", [](auto& all) { all.insert(all.end(), 8, guard({})); }},
        {"a higher price", [](auto& all) { all[1] = solana::compute_budget::set_unit_price(90'000'000); }},
        {"another limit", [](auto& all) { all[0] = solana::compute_budget::set_unit_limit(1'000'000); }},
        {"a data limit", [](auto& all) { all.push_back({solana::ids::compute_budget, {}, {4, 0, 0, 1, 0}}); }},
        {"budget moved to the end", [](auto& all) { std::rotate(all.begin(), all.begin() + 2, all.end()); }},
        {"no budget", [](auto& all) { all.erase(all.begin(), all.begin() + 2); }},
    };
    for (const Change& row : rows) {
        SCOPED_TRACE(row.name);
        fakes::change(log_, tickets_.open(built_.submission_ticket)->digest, {SubmissionStatus::rejected, {}, {}})
            .value();
        EXPECT_EQ(submit_changed(row.apply).status, SubmitStatus::submitted);
    }
    EXPECT_EQ(rpc_.sent.size(), std::size(rows));
}

TEST_F(SubmitTest, RefusesEveryOtherChange) {
    const auto token = solana::ids::token;
    const Change rows[] = {
        {"another amount",
         [&](auto& all) { all[3] = solana::token::burn_checked(token, key(11), key(600), wallet_, 4, 6); }},
        {"another destination",
         [&](auto& all) { all[2] = solana::token::close_account(token, key(10), key(66), wallet_); }},
        {"another account",
         [&](auto& all) { all[2] = solana::token::close_account(token, key(12), wallet_, wallet_); }},
        {"a transfer", [&](auto& all) { all.push_back(solana::system::transfer(wallet_, key(66), {1})); }},
        {"one more close",
         [&](auto& all) { all.push_back(solana::token::close_account(token, key(12), wallet_, wallet_)); }},
        {"one less", [](auto& all) { all.pop_back(); }},
        {"one twice", [](auto& all) { all.push_back(all.back()); }},
        {"another order", [](auto& all) { std::swap(all[2], all[4]); }},
        {"a foreign program", [](auto& all) { all.push_back({key(66), {}, {}}); }},
        {"nine guards", [](auto& all) { all.insert(all.end(), 9, guard({})); }},
        {"a guard that makes an account writable", [](auto& all) { all.push_back(guard({{key(51), false, true}})); }},
        {"a guard that makes an account of ours writable",
         [](auto& all) { all.push_back(guard({{solana::ids::token, false, true}})); }},
        {"a guard without a tag", [](auto& all) { all.push_back({solana::ids::lighthouse, {}, {}}); }},
        {"a guard that makes a stranger sign", [](auto& all) { all.push_back(guard({{key(66), true, false}})); }},
        {"a fee over the cap",
         [](auto& all) {
             all[0] = solana::compute_budget::set_unit_limit(1'000'000);
             all[1] = solana::compute_budget::set_unit_price(5'000'001);
         }},
        {"a fee over the cap without a limit",
         [](auto& all) {
             all[1] = solana::compute_budget::set_unit_price(5'000'000);
             all.erase(all.begin());
         }},
        {"a price that overflows", [](auto& all) { all[1] = solana::compute_budget::set_unit_price(UINT64_MAX); }},
        {"two prices", [](auto& all) { all.push_back(solana::compute_budget::set_unit_price(1)); }},
        {"an unknown budget instruction",
         [](auto& all) { all.push_back({solana::ids::compute_budget, {}, {7, 0, 0, 0, 0}}); }},
        {"a budget instruction with an account", [](auto& all) { all[0].accounts.push_back({key(66), false, true}); }},
    };
    for (const Change& row : rows) {
        SCOPED_TRACE(row.name);
        const auto result = submit_changed(row.apply);
        EXPECT_EQ(result.status, SubmitStatus::failed);
        ASSERT_TRUE(result.failure);
        // More signers than signatures is no transaction at all; the rest is another one.
        EXPECT_TRUE(result.failure->code == SubmitCode::message_mismatch ||
                    result.failure->code == SubmitCode::transaction_invalid);
    }
    EXPECT_EQ(rpc_.total_calls(), 0);
    EXPECT_EQ(open_count(), 0U);
}

TEST_F(SubmitTest, TakesOfLighthouseOnlyWhatComparesAndChangesNothing) {
    for (std::uint16_t tag = 0; tag < 256; ++tag) {
        SCOPED_TRACE(tag);
        fakes::change(log_, tickets_.open(built_.submission_ticket)->digest, {SubmissionStatus::rejected, {}, {}})
            .value();
        const auto result = submit_changed([&](auto& all) {
            all.push_back({solana::ids::lighthouse, {{wallet_, true, true}}, {static_cast<std::uint8_t>(tag), 0, 1}});
        });
        const bool is_guard = tag >= 2 && tag <= 17;  // the kinds of AssertAccountData … AssertBubblegumTreeConfig
        EXPECT_EQ(result.status, is_guard ? SubmitStatus::submitted : SubmitStatus::failed);
        if (!is_guard) expect_failed(result, SubmitCode::message_mismatch);
    }
    EXPECT_EQ(rpc_.sent.size(), 16U);
}

TEST_F(SubmitTest, RefusesOtherFormsOfTheMessage) {
    const auto with = [this](auto change) {
        solana::Message message = message_of(built_);
        change(message);
        return submit_one({sign(std::move(message)), built_.submission_ticket});
    };
    expect_failed(with([](auto& m) { m.blockhash.bytes[0] ^= 1; }), SubmitCode::message_mismatch);
    expect_failed(with([](auto& m) { m.version = solana::MessageVersion::legacy; }), SubmitCode::message_mismatch);
    expect_failed(with([](auto& m) {
                      m.keys.push_back(key(66));
                      ++m.readonly_unsigned;
                  }),
                  SubmitCode::message_mismatch);
    expect_failed(with([](auto& m) { m.lookups.push_back({key(66), {0}, {}}); }), SubmitCode::message_mismatch);
    expect_failed(with([](auto& m) { m.readonly_unsigned += 1; }), SubmitCode::message_mismatch);
}

TEST_F(SubmitTest, RefusesASecondSignerEvenWithItsSignature) {
    auto instructions = decompile(message_of(built_));
    const auto stranger = solana::Keypair::from_seed({9});
    instructions.push_back(guard({{stranger.address(), true, false}}));
    const auto message = solana::compile(wallet_, instructions, rpc_.latest.blockhash);
    const auto bytes = serialize(message);
    const solana::Transaction transaction{{keypair_.sign(bytes), stranger.sign(bytes)}, message};
    expect_failed(submit_one({base::to_base64(serialize(transaction)), built_.submission_ticket}),
                  SubmitCode::message_mismatch);
}

TEST_F(SubmitTest, AnswersADuplicateWithTheSignatureOnRecordWhateverItsForm) {
    const auto first = submit_one(signed_entry());
    const auto again = submit_one(signed_entry());
    EXPECT_EQ(again.status, SubmitStatus::duplicate);
    EXPECT_EQ(again.signature, first.signature);
    const auto guarded = submit_changed([](auto& all) { all.push_back(guard({})); });
    EXPECT_EQ(guarded.status, SubmitStatus::duplicate);
    EXPECT_EQ(guarded.signature, first.signature);
    const auto pricier = submit_changed([](auto& all) { all[1] = solana::compute_budget::set_unit_price(5'000); });
    EXPECT_EQ(pricier.status, SubmitStatus::duplicate);
    EXPECT_EQ(rpc_.sent.size(), 1U);
}

TEST_F(SubmitTest, AnswersInOrderAndSendsEachOnceWithinOneRequest) {
    account(12);
    const auto other = built(request({close_of(12)}));
    const SignedEntry second{sign(message_of(other)), other.submission_ticket};
    const auto results = submit(submission({signed_entry(), {"x", "y"}, second, signed_entry()}));
    ASSERT_TRUE(results);
    ASSERT_EQ(results->size(), 4U);
    EXPECT_EQ((*results)[0].status, SubmitStatus::submitted);
    expect_failed((*results)[1], SubmitCode::ticket_invalid);
    EXPECT_EQ((*results)[2].status, SubmitStatus::submitted);
    EXPECT_EQ((*results)[3].status, SubmitStatus::duplicate);
    EXPECT_EQ((*results)[3].signature, (*results)[0].signature);
    EXPECT_EQ(rpc_.sent.size(), 2U);
}

/// A race of equal submissions is one transaction on the chain.
TEST_F(SubmitTest, SendsOnceOfSixtyFourAtTheSameTimeInAThousandRounds) {
    std::set<base::Bytes> sent;
    for (std::uint16_t round = 0; round < 1'000; ++round) {
        rpc_.latest.blockhash.bytes[0] = static_cast<std::uint8_t>(round);
        rpc_.latest.blockhash.bytes[1] = static_cast<std::uint8_t>(round >> 8);
        built_ = built(request({close_of(10), burn_of(11)}));
        rpc_.sent.clear();
        const auto entry = signed_entry();
        Submitter submitter(rpc_, changes_, runner_, tickets_, pauses_, clock_, co_signing_, max_priority_fee_);
        std::vector<base::Task<base::Result<std::vector<SubmitResult>>>> tasks;
        for (int i = 0; i < 64; ++i) tasks.push_back(submitter.submit(submission({entry})));
        const auto answers = fakes::run_task(base::concurrently(std::move(tasks)));
        const auto submitted = std::ranges::count_if(
            answers, [](const auto& answer) { return answer->at(0).status == SubmitStatus::submitted; });
        ASSERT_EQ(submitted, 1);
        ASSERT_EQ(rpc_.sent.size(), 1U);
        sent.insert(rpc_.sent.front());
        ASSERT_TRUE(fakes::change(log_, logged().digest, {SubmissionStatus::finalized, 5, {}}));
    }
    EXPECT_EQ(sent.size(), 1'000U);
}

TEST_F(SubmitTest, CountsAnUnknownOutcomeAsSubmitted) {
    rpc_.failing = {FakeRpc::Method::send};
    EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
    EXPECT_EQ(open_count(), 1U);
    EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::duplicate);
}

TEST_F(SubmitTest, TellsWhyTheClusterRefusedAndTakesTheSameAgain) {
    const std::pair<solana::TransactionError, SubmitCode> rows[] = {
        {{"BlockhashNotFound", {}, {}, {}}, SubmitCode::blockhash_expired},
        {{"InsufficientFundsForFee", {}, {}, {}}, SubmitCode::insufficient_funds},
        {{"InsufficientFundsForRent", {}, {}, {}}, SubmitCode::insufficient_funds},
        {{"AccountNotFound", {}, {}, {}}, SubmitCode::insufficient_funds},
        {{"InstructionError", 3, 17, {}}, SubmitCode::simulation_failed},
    };
    for (const auto& [verdict, code] : rows) {
        rpc_.on_send = [&verdict](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
            return std::unexpected(solana::SendFailure{verdict, "refused"});
        };
        const auto refused = submit_one(signed_entry());
        expect_failed(refused, code);
        EXPECT_THAT(refused.includes, ElementsAre(close_of(10), burn_of(11)));
        EXPECT_EQ(logged().progress.status, SubmissionStatus::rejected);
    }
    rpc_.on_send = nullptr;
    EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
}

TEST_F(SubmitTest, DoesNotCallRefusedWhatHasLanded) {
    std::string verdict = "AlreadyProcessed";
    rpc_.on_send = [&](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
        return std::unexpected(solana::SendFailure{solana::TransactionError{verdict, {}, {}, {}}, "refused"});
    };
    EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
    account(12);
    built_ = built(request({close_of(12)}));
    verdict = "InstructionError";
    rpc_.statuses[keypair_.sign(serialize(message_of(built_)))] = {};
    EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
}

/// Whatever the clocks of this process and of the tracker's say.
TEST_F(SubmitTest, DoesNotCallRefusedWhatATrackerHasBegunToSend) {
    Tracker tracker{rpc_, log_, changes_, runner_, clock_, fakes::all_duties};
    std::vector<base::Bytes> sent;
    rpc_.on_send = [&](const base::Bytes& bytes) -> base::Result<solana::Signature, solana::SendFailure> {
        sent.push_back(bytes);
        if (sent.size() == 1) {
            clock_.advance(ResendSchedule::first_resend);
            EXPECT_TRUE(fakes::run_task(tracker.pass()));
            clock_.advance(-ResendSchedule::first_resend);
        }
        return std::unexpected(
            solana::SendFailure{solana::TransactionError{"BlockhashNotFound", {}, {}, {}}, "refused"});
    };
    EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
    EXPECT_EQ(sent.size(), 2U);
    EXPECT_EQ(logged().progress.status, SubmissionStatus::submitted);
    EXPECT_EQ(logged().sends, 2U);
}

TEST_F(SubmitTest, CallsRefusedWhatItAloneHasSentHoweverLongThatTook) {
    for (const std::chrono::milliseconds took : {std::chrono::minutes{1}, std::chrono::minutes{-1}}) {
        rpc_.on_send = [&](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
            clock_.advance(took);
            return std::unexpected(
                solana::SendFailure{solana::TransactionError{"BlockhashNotFound", {}, {}, {}}, "refused"});
        };
        EXPECT_EQ(submit_one(signed_entry()).status, SubmitStatus::failed);
        EXPECT_EQ(logged().progress.status, SubmissionStatus::rejected);
    }
}

TEST_F(SubmitTest, SendsNothingThatIsNotOnRecord) {
    FailingLog log;
    SubmissionChanges changes{log, feed_, clock_, {}};
    Submitter submitter(rpc_, changes, runner_, tickets_, pauses_, clock_, co_signing_, max_priority_fee_);
    const auto answer = fakes::run_task(submitter.submit(submission({signed_entry()})));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, base::ErrorCode::overloaded);
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(SubmitTest, SendsNoneOfARequestWhileAnItemOfItIsPaused) {
    const auto entry = signed_entry();
    for (const Pause& pause : {Pause{true, assets::ItemType::token, {}}, Pause{false, {}, "prj_1"}}) {
        pause_store_.add(pause).value();
        ASSERT_TRUE(pauses_.refresh());
        const auto answer = submit(submission({entry}));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, base::ErrorCode::overloaded);
        EXPECT_EQ(rpc_.total_calls(), 0);
        EXPECT_EQ(open_count(), 0U);
        pause_store_.remove(pause).value();
    }
    pause_store_.add({true, assets::ItemType::nft, {}}).value();
    ASSERT_TRUE(pauses_.refresh());
    EXPECT_EQ(submit_one(entry).status, SubmitStatus::submitted);
}

TEST_F(SubmitTest, SimulatesInTestMode) {
    auto wanted = request({close_of(10)});
    wanted.test_mode = true;
    built_ = built(wanted);
    auto entry = submission({signed_entry()});
    entry.bearer.test_mode = true;
    const auto passed = submit(entry)->at(0);
    EXPECT_EQ(passed.status, SubmitStatus::submitted);
    EXPECT_TRUE(passed.simulated);
    EXPECT_EQ(passed.signature, keypair_.sign(serialize(message_of(built_))));
    rpc_.poisoned = {key(10)};
    expect_failed(submit(entry)->at(0), SubmitCode::simulation_failed);
    rpc_.failing = {FakeRpc::Method::simulate};
    expect_failed(submit(entry)->at(0), SubmitCode::rpc_unavailable);
    EXPECT_TRUE(rpc_.sent.empty());
    EXPECT_EQ(open_count(), 0U);
}

}  // namespace
}  // namespace burner::transactions
