#include "fakes/change_submission.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "transactions/submit_fixture.hpp"

/// Submits what a wallet made of a transaction of version 1.
namespace burner::transactions {
namespace {

class SubmitVersion1 : public SubmitTest {
  protected:
    SubmitVersion1() {
        rpc_.put(solana::ids::transaction_v1_feature, solana::ids::feature, 1, {1, 0, 0, 0, 0, 0, 0, 0, 0});
        auto wanted = request({close_of(10), burn_of(11)});
        wanted.versions = {.v0 = false, .v1 = true};
        built_ = built(wanted);
        rpc_.calls.clear();
    }
    Instruction guard(std::vector<solana::AccountMeta> accounts = {}) {
        return {solana::ids::lighthouse, std::move(accounts), {6, 0, 1, 2}};
    }
    /// Submits the transaction as a wallet that changed its instructions and its header.
    SubmitResult submit_v1(const std::function<void(std::vector<Instruction>&, solana::MessageConfig&)>& change) {
        const auto message = message_of(built_);
        auto instructions = decompile(message);
        auto config = message.config;
        change(instructions, config);
        auto changed = solana::compile(wallet_, instructions, message.blockhash, config);
        return submit_one({sign(std::move(changed)), built_.submission_ticket});
    }
    void forget() {
        fakes::change(log_, tickets_.open(built_.submission_ticket)->digest, {SubmissionStatus::rejected, {}, {}})
            .value();
    }
};

TEST_F(SubmitVersion1, SendsItAsItWasSigned) {
    const auto entry = signed_entry();
    const auto result = submit_one(entry);
    EXPECT_EQ(result.status, SubmitStatus::submitted);
    EXPECT_EQ(base::to_base64(rpc_.sent.at(0)), entry.transaction_base64);
    EXPECT_EQ(result.signature, solana::parse_transaction(rpc_.sent[0])->signatures[0]);
    EXPECT_EQ(base::to_base64(logged().transaction), entry.transaction_base64);
}

TEST_F(SubmitVersion1, ToleratesWhatWalletsDo) {
    using Change = std::function<void(std::vector<Instruction>&, solana::MessageConfig&)>;
    const std::pair<const char*, Change> rows[] = {
        {"a guard in front", [&](auto& all, auto&) { all.insert(all.begin(), guard({{key(50), false, false}})); }},
        {"eight guards at the end", [&](auto& all, auto&) { all.insert(all.end(), 8, guard()); }},
        {"a fee at the cap", [&](auto&, auto& config) { config.priority_fee = max_priority_fee_.value; }},
        {"no fee", [](auto&, auto& config) { config.priority_fee.reset(); }},
        {"another limit and a heap", [](auto&, auto& config) { config = {1, 1'000'000, 1 << 20, 64 << 10}; }},
    };
    for (const auto& [name, change] : rows) {
        SCOPED_TRACE(name);
        forget();
        EXPECT_EQ(submit_v1(change).status, SubmitStatus::submitted);
    }
}

TEST_F(SubmitVersion1, RefusesEveryOtherChange) {
    using Change = std::function<void(std::vector<Instruction>&, solana::MessageConfig&)>;
    const std::pair<const char*, Change> rows[] = {
        {"a fee over the cap", [&](auto&, auto& config) { config.priority_fee = max_priority_fee_.value + 1; }},
        {"the greatest fee", [](auto&, auto& config) { config.priority_fee = UINT64_MAX; }},
        {"a unit limit as an instruction",
         [](auto& all, auto&) { all.insert(all.begin(), solana::compute_budget::set_unit_limit(1)); }},
        {"a unit price as an instruction",
         [](auto& all, auto&) { all.push_back(solana::compute_budget::set_unit_price(1)); }},
        {"nine guards", [&](auto& all, auto&) { all.insert(all.end(), 9, guard()); }},
        {"a guard that makes an account writable",
         [&](auto& all, auto&) { all.push_back(guard({{key(51), false, true}})); }},
        {"a transfer", [&](auto& all, auto&) { all.push_back(solana::system::transfer(wallet_, key(66), {1})); }},
        {"one less", [](auto& all, auto&) { all.pop_back(); }},
        {"another order", [](auto& all, auto&) { std::swap(all[0], all[2]); }},
        {"another destination",
         [&](auto& all, auto&) {
             all[0] = solana::token::close_account(solana::ids::token, key(10), key(66), wallet_);
         }},
    };
    for (const auto& [name, change] : rows) {
        SCOPED_TRACE(name);
        const auto result = submit_v1(change);
        EXPECT_EQ(result.status, SubmitStatus::failed);
        ASSERT_TRUE(result.failure);
        EXPECT_EQ(result.failure->code, SubmitCode::message_mismatch);
    }
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(SubmitVersion1, RefusesASignatureOfAnythingElse) {
    auto transaction = solana::parse_transaction(built_.transaction).value();
    EXPECT_EQ(submit_one({base::to_base64(built_.transaction), built_.submission_ticket}).failure->code,
              SubmitCode::signature_invalid);
    auto bytes = serialize(transaction.message);
    bytes.push_back(0);
    transaction.signatures[0] = keypair_.sign(bytes);
    EXPECT_EQ(submit_one({base::to_base64(serialize(transaction)), built_.submission_ticket}).failure->code,
              SubmitCode::signature_invalid);
}

TEST_F(SubmitVersion1, IsOneWithTheSameInstructionsInVersion0) {
    const auto first = submit_one(signed_entry());
    auto in_v0 = solana::compile(wallet_, decompile(message_of(built_)), message_of(built_).blockhash);
    const auto again = submit_one({sign(std::move(in_v0)), built_.submission_ticket});
    EXPECT_EQ(again.status, SubmitStatus::duplicate);
    EXPECT_EQ(again.signature, first.signature);
}

/// 62 items are the most that one transaction holds.
TEST_F(SubmitVersion1, TakesTheTicketOfTheLargestBuild) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 59; ++i) {
        account(1'000 + i);
        items.push_back(close_of(1'000 + i));
    }
    auto wanted = request(items);
    wanted.versions = {.v0 = false, .v1 = true};
    wanted.project = std::string(255, 'p');
    built_ = built(wanted);
    EXPECT_EQ(built_.includes.size(), 59U);
    auto entry = submission({signed_entry()});
    entry.bearer.project = wanted.project;
    EXPECT_EQ(submit(entry)->at(0).status, SubmitStatus::submitted);
}

}  // namespace
}  // namespace burner::transactions
