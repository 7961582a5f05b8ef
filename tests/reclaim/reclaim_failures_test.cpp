// Transactions that fail on the chain: soon no more of them are signed.

#include "reclaim/reclaim_command.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace codes = reclaim::reclaim_exit;

/// Four accounts, of which each transaction closes one.
class ReclaimFailures : public ReclaimCommand {
  protected:
    ReclaimFailures() {
        options.yes = true;
        for (std::uint8_t number = 100; number < 104; ++number) {
            auto& item = items_.emplace_back(empty_item());
            item.address = solana::to_base58(key_of(number));
            auto& transaction = transactions_.emplace_back(close_only());
            transaction.instructions = {
                solana::token::close_account(solana::ids::token, key_of(number), wallet_key, wallet_key)};
            transaction.answer.includes[0].address = item.address;
        }
    }

    /// Up to the third submission.
    std::vector<std::string> script() const {
        std::vector<std::string> script{session_answer(), assets_answer(items_), builds_answer(transactions_)};
        for (std::size_t i = 0; i < 3; ++i) script.push_back(submit_answer("submitted", signature(i)));
        return script;
    }
    std::string signature(std::size_t index) const { return signature_of(transactions_[index]); }
    /// What is heard of the first `count`, in the words of the list.
    std::string heard(const std::vector<std::string>& words) const {
        std::string frames;
        for (std::size_t i = 0; i < words.size(); ++i)
            frames += text_frame(fmt::format(
                R"({{"signature":"{}","status":"{}","slot":7,"includes":[],"netRebate":90}})", signature(i), words[i]));
        return stream(frames + close_frame(1000));
    }

  private:
    std::vector<burnandclaim::WalletItem> items_;
    std::vector<HonestTransaction> transactions_;
};

TEST_F(ReclaimFailures, EndTheRunAfterThree) {
    auto answers = script();
    for (std::size_t i = 0; i < 3; ++i) answers.push_back(submission_answer(signature(i), "failed"));
    answers.push_back(heard({"failed", "failed", "failed"}));
    EXPECT_EQ(run(answers), codes::incomplete);
    EXPECT_EQ(seen.size(), 10U);
    EXPECT_THAT(err, HasSubstr("3 transactions in a row failed on the chain, so the rest was not signed"));
    EXPECT_THAT(out, Not(HasSubstr("may still land")));
    EXPECT_THAT(out, HasSubstr("  3  Closes"));
    EXPECT_THAT(out, Not(HasSubstr("  4  Closes")));
}

TEST_F(ReclaimFailures, AreWaitedForBeforeTheFourthIsSigned) {
    auto answers = script();
    answers.push_back(submission_answer(signature(0), "failed"));
    answers.push_back(submission_answer(signature(1), "submitted"));
    answers.push_back(submission_answer(signature(1), "confirmed"));
    answers.push_back(submission_answer(signature(2), "failed"));
    answers.push_back(submit_answer("submitted", signature(3)));
    answers.push_back(heard({"failed", "confirmed", "failed", "confirmed"}));
    EXPECT_EQ(run(answers), codes::incomplete);
    EXPECT_EQ(err, "");
    EXPECT_THAT(out, HasSubstr("Reclaimed 0.004068560 SOL in 2 transactions"));
}

TEST_F(ReclaimFailures, CannotBeHiddenByNotAnswering) {
    auto answers = script();
    answers.push_back(answer(404, R"({"message":"Not found"})"));
    answers.push_back(heard({"submitted", "submitted", "submitted"}));
    EXPECT_EQ(run(answers), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("Not found"));
    EXPECT_THAT(out, HasSubstr("3 transactions were sent and are not confirmed"));
    EXPECT_THAT(out, Not(HasSubstr("  4  Closes")));
}

}  // namespace
}  // namespace burner::test
