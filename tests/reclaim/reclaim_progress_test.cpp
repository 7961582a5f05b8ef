// What a person sees while `burner reclaim` works, and what Ctrl-C does.

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reclaim/run/progress.hpp"
#include "reclaim/terminal/interruption.hpp"

namespace burner::test {
namespace {

using namespace burnandclaim;
using testing::HasSubstr;
using testing::Not;

/// Two transactions: one lands, one is refused. All that was shown.
std::string shown(reclaim::Screen screen) {
    std::ostringstream out;
    reclaim::ReclaimProgress progress{out, screen, reclaim::explorer_for("", "")};
    BuildTransactionsResult built;
    built.transactions.resize(2);
    built.transactions[0].includes.resize(3);
    built.transactions[0].net_rebate = 2'000'000'000;
    const std::vector<ItemSelection> asked(4);
    const std::string signature = "Sig\x1b[31m";
    const Submission landed{.signature = signature, .status = "confirmed", .net_rebate = 2'000'000'000};
    const std::optional<std::string> no_signature;
    const SubmitError error{"code", "Too\nbad"};
    const ReclaimReport report;
    progress.show(BuiltEvent{false, asked, built});
    progress.show(SigningEvent{1, 2, built.transactions, {}});
    progress.signing("Closes 3 accounts.");
    progress.show(SubmittedEvent{signature, built.transactions[0]});
    progress.show(SigningEvent{2, 2, built.transactions, {}});
    progress.show(FailedEvent{no_signature, built.transactions[1].includes, error});
    progress.show(LandedEvent{landed});
    progress.show(BuiltEvent{true, asked, built});
    progress.show(DoneEvent{report});
    return out.str();
}

TEST(ReclaimProgress, IsPlainLinesWhereNobodyLooks) {
    EXPECT_EQ(shown({}),
              "  1  Closes 3 accounts.\n"
              "     3 items, 2.000000000 SOL back, 0.000000000 SOL fee\n"
              "     sent Sig?[31m\n"
              "A transaction was not sent: Too?bad\n"
              "confirmed Sig?[31m\n"
              "4 items came too late to land and are built again, in 2 transactions\n");
}

TEST(ReclaimProgress, IsOneRedrawnLineOnATerminal) {
    const std::string text = shown({.is_redrawn = true});
    EXPECT_THAT(text, HasSubstr("\r\x1b[K[........................] 0 of 2 sent, 0 confirmed, 0.000000000 SOL back"));
    EXPECT_THAT(text, HasSubstr("\r\x1b[K[######..................] 1 of 2 sent, 0 confirmed, 0.000000000 SOL back"));
    EXPECT_THAT(text, HasSubstr("\r\x1b[K  1  Closes 3 accounts.\n"));
    EXPECT_THAT(text, HasSubstr("\r\x1b[KA transaction was not sent: Too?bad\n"));
    EXPECT_TRUE(text.ends_with("] 1 of 2 sent, 1 confirmed, 1 failed, 2.000000000 SOL back\n")) << text;
    EXPECT_THAT(text, Not(HasSubstr("\x1b[32m")));
}

TEST(ReclaimProgress, ShowsEachSignatureAsALinkOnATerminal) {
    EXPECT_THAT(shown({.is_redrawn = true}),
                HasSubstr("     sent \x1b]8;;https://explorer.solana.com/tx/Sig?[31m\x1b\\Sig?[31m\x1b]8;;\x1b\\\n"));
}

TEST(ReclaimProgress, FitsTheTerminal) {
    const std::string text = shown({.columns = 60, .is_redrawn = true});
    EXPECT_THAT(text, HasSubstr("\r\x1b[K1 of 2 sent, 0 confirmed, 0.000000000 SOL back"));
    EXPECT_THAT(text, Not(HasSubstr("[###")));
    EXPECT_THAT(shown({.columns = 30, .is_redrawn = true}), HasSubstr("\r\x1b[K1 of 2 sent, 0 confirmed, 0.…"));
}

TEST(ReclaimProgress, IsColouredWhereThatIsWanted) {
    EXPECT_THAT(shown({.is_redrawn = true, .is_coloured = true}), HasSubstr("[\x1b[32m######\x1b[0m.........."));
}

TEST(Interruption, TurnsCtrlCIntoAStop) {
    struct sigaction before{};
    sigaction(SIGINT, nullptr, &before);
    {
        const reclaim::Interruption interruption;
        EXPECT_FALSE(interruption.token().stop_requested());
        std::raise(SIGINT);
        std::mutex mutex;
        std::unique_lock lock{mutex};
        EXPECT_FALSE(std::condition_variable_any().wait(lock, interruption.token(), [] { return false; }));
        EXPECT_TRUE(interruption.token().stop_requested());
        struct sigaction during{};
        sigaction(SIGINT, nullptr, &during);
        EXPECT_EQ(during.sa_handler, SIG_DFL);  // the second one ends the process
    }
    struct sigaction after{};
    sigaction(SIGINT, nullptr, &after);
    EXPECT_EQ(after.sa_handler, before.sa_handler);
}

}  // namespace
}  // namespace burner::test
