// What the last look at a transaction makes of a run's outcome.

#include "reclaim/report/outcome.hpp"

#include <gtest/gtest.h>

namespace burner::test {
namespace {

const std::string signature = "Sig";

reclaim::DoneTransaction sent() {
    reclaim::DoneTransaction done{.status = "submitted", .signature = signature, .built = {}, .verified = {}};
    done.built.includes = {{"empty_account", "A", "close"}};
    return done;
}

/// Returns the outcome of a run that has sent one transaction, which then got a status.
reclaim::ReclaimOutcome settled(const std::string& status, reclaim::ReclaimOutcome outcome) {
    outcome.signatures = {signature};
    burnandclaim::Submission submission;
    submission.signature = signature;
    submission.status = status;
    reclaim::settle(outcome, sent(), submission);
    return outcome;
}

TEST(Outcome, CountsWhatHasLanded) {
    const auto outcome = settled("confirmed", {.transactions = {sent()}, .failures = {}, .signatures = {}});
    EXPECT_TRUE(outcome.signatures.empty());
    ASSERT_EQ(outcome.transactions.size(), 1U);
    EXPECT_EQ(outcome.transactions[0].status, "confirmed");
}

TEST(Outcome, CountsWhatLandedAfterItWasCalledExpired) {
    const reclaim::ItemFailure expired{{"empty_account", "A", "close"}, "blockhash_expired", "Too late"};
    const reclaim::ItemFailure other{{"empty_account", "B", "close"}, "blockhash_expired", "Too late"};
    const auto outcome = settled("finalized", {.transactions = {}, .failures = {expired, other}, .signatures = {}});
    ASSERT_EQ(outcome.transactions.size(), 1U);
    ASSERT_EQ(outcome.failures.size(), 1U);
    EXPECT_EQ(outcome.failures[0].item.address, "B");
}

TEST(Outcome, CountsWhatFailedAsNotDone) {
    const auto outcome = settled("failed", {.transactions = {sent()}, .failures = {}, .signatures = {}});
    EXPECT_TRUE(outcome.signatures.empty());
    EXPECT_TRUE(outcome.transactions.empty());
    ASSERT_EQ(outcome.failures.size(), 1U);
    EXPECT_EQ(outcome.failures[0].code, "simulation_failed");
}

TEST(Outcome, KeepsTheSignatureOfWhatMayLand) {
    for (const std::string status : {"submitted", "expired"}) {
        const auto outcome = settled(status, {.transactions = {sent()}, .failures = {}, .signatures = {}});
        EXPECT_TRUE(outcome.signatures.contains(signature)) << status;
        EXPECT_EQ(outcome.transactions[0].status, "submitted") << status;
    }
}

}  // namespace
}  // namespace burner::test
