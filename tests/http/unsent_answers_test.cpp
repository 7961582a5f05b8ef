// Whose connections are cut when answers that wait take too much memory.
#include "http/unsent_answers.hpp"

#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace burner::http {
namespace {

using Waiting = UnsentAnswers::Waiting;

UnsentAnswers::Time at(int seconds) {
    return UnsentAnswers::Time{std::chrono::seconds{1'000 + seconds}};
}

class UnsentAnswersTest : public testing::Test {
  protected:
    UnsentAnswersTest() {
        limits_.unsent_bytes = 1000;
        limits_.unsent_bytes_of_owner = 300;
    }
    std::unique_ptr<Waiting> wait(char name, std::size_t bytes, std::size_t owner, int deadline) {
        auto waiting = std::make_unique<Waiting>(answers_, limits_, bytes, owner, io_.get_executor(),
                                                 [this, name] { cut_ += name; });
        waiting->set_deadline(at(deadline));
        return waiting;
    }
    /// Since the last time.
    std::string cut() {
        io_.restart();
        io_.run();
        return std::exchange(cut_, {});
    }

    Limits limits_;
    boost::asio::io_context io_;
    UnsentAnswers answers_;
    std::string cut_;
};

TEST_F(UnsentAnswersTest, AreCountedWhileTheyWait) {
    {
        const auto a = wait('a', 100, 1, 0), b = wait('b', 200, 1, 0);
        EXPECT_EQ(answers_.bytes(), 300U);
    }
    EXPECT_EQ(answers_.bytes(), 0U);
    EXPECT_EQ(cut(), "");
}

TEST_F(UnsentAnswersTest, GiveWayToOneOfTheSameOwnerTheSlowestFirst) {
    const auto other = wait('o', 100, 2, 0);
    const auto a = wait('a', 100, 1, 5), b = wait('b', 100, 1, 3), c = wait('c', 100, 1, 4);
    EXPECT_EQ(cut(), "");
    const auto d = wait('d', 100, 1, 9);
    EXPECT_EQ(cut(), "b");
    a->set_deadline(at(1));
    const auto e = wait('e', 150, 1, 9);
    EXPECT_EQ(cut(), "ac");
    EXPECT_EQ(answers_.bytes(), 350U);
}

TEST_F(UnsentAnswersTest, GiveWayToOneOfAnyOwnerWhereAllIsTaken) {
    std::vector<std::unique_ptr<Waiting>> all;
    for (int i = 0; i < 10; ++i)
        all.push_back(wait(static_cast<char>('0' + i), 100, static_cast<std::size_t>(i), i == 6 ? -1 : i));
    EXPECT_EQ(cut(), "");
    all.push_back(wait('x', 200, 99, 50));
    EXPECT_EQ(cut(), "60");
    EXPECT_EQ(answers_.bytes(), 1000U);
}

TEST_F(UnsentAnswersTest, OfEqualsTheOldestGoes) {
    const auto a = wait('a', 200, 1, 0), b = wait('b', 100, 1, 0), c = wait('c', 10, 1, 0);
    EXPECT_EQ(cut(), "a");
}

TEST_F(UnsentAnswersTest, MayBeTooLargeByThemselves) {
    const auto small = wait('s', 100, 1, 0);
    const auto large = wait('l', 5'000, 2, 0);
    EXPECT_EQ(cut(), "s");
    EXPECT_EQ(answers_.bytes(), 5'000U);
    const auto next = wait('n', 100, 3, 0);
    EXPECT_EQ(cut(), "l");
    EXPECT_EQ(answers_.bytes(), 100U);
}

TEST_F(UnsentAnswersTest, AreNotCutOnceTheyAreSent) {
    auto a = wait('a', 300, 1, 0);
    const auto b = wait('b', 300, 1, 0);
    a.reset();  // before its thread is told
    EXPECT_EQ(cut(), "");
    EXPECT_EQ(answers_.bytes(), 300U);
}

}  // namespace
}  // namespace burner::http
