#include "nodes/doorbell.hpp"

#include <gmock/gmock.h>

namespace burner::nodes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::SteadyTime at(int milliseconds) {
    return base::SteadyTime{std::chrono::milliseconds{milliseconds}};
}

/// A bell with a driver, and what its handlers of `a` and `b` were told.
class DoorbellTest : public testing::Test {
  protected:
    DoorbellTest() {
        bell_.drive([this] { ++woken_; });
        bell_.on("a", [this](std::string_view text) { heard_.push_back("a:" + std::string{text}); });
        bell_.on("b", [this](std::string_view text) { heard_.push_back("b:" + std::string{text}); });
        bell_.on_lost([this] { heard_.emplace_back("lost"); });
    }
    /// What another node's handlers are told of a batch.
    std::vector<std::string> heard(const std::vector<std::string>& payloads) {
        heard_.clear();
        for (const auto& payload : payloads) bell_.hear(payload);
        return heard_;
    }

    Doorbell bell_;
    int woken_ = 0;
    std::vector<std::string> heard_;
};

TEST_F(DoorbellTest, TellsEachRingOnceWithItsTopic) {
    bell_.ring("a", "1");
    bell_.ring("b", "two words");
    bell_.ring("a", "1");
    bell_.ring("a", "");
    const auto payloads = bell_.take(at(0));
    EXPECT_EQ(payloads.size(), 1U);
    EXPECT_THAT(heard(payloads), testing::UnorderedElementsAre("a:1", "a:", "b:two words"));
    EXPECT_THAT(bell_.take(at(1'000)), IsEmpty());
}

TEST_F(DoorbellTest, WakesItsDriverForTheFirstRingOfABatch) {
    EXPECT_EQ(bell_.due_at(), base::SteadyTime::max());
    bell_.ring("a", "1");
    bell_.ring("a", "2");
    EXPECT_EQ(woken_, 1);
    EXPECT_LE(bell_.due_at(), at(0));
    bell_.take(at(0));
    EXPECT_EQ(bell_.due_at(), base::SteadyTime::max());
    bell_.ring("a", "3");
    EXPECT_EQ(woken_, 2);
}

TEST_F(DoorbellTest, SendsABatchEveryTenMillisecondsAtMost) {
    bell_.ring("a", "1");
    bell_.take(at(100));
    bell_.ring("a", "2");
    EXPECT_EQ(bell_.due_at(), at(110));
    EXPECT_THAT(bell_.take(at(109)), IsEmpty());
    bell_.ring("a", "3");
    EXPECT_THAT(heard(bell_.take(at(110))), ElementsAre("a:2", "a:3"));
}

TEST_F(DoorbellTest, CutsALongBatchIntoPayloadsThatTheEngineTakes) {
    for (int i = 0; i < 500; ++i) bell_.ring("a", std::string(100, 'x') + std::to_string(i));
    const auto payloads = bell_.take(at(0));
    EXPECT_GT(payloads.size(), 6U);
    for (const auto& payload : payloads) EXPECT_LE(payload.size(), Doorbell::max_payload);
    EXPECT_EQ(heard(payloads).size(), 500U);
}

TEST_F(DoorbellTest, SaysThatRingsWereLostInsteadOfKeepingThemAll) {
    for (std::size_t i = 0; i < Doorbell::max_waiting; ++i) bell_.ring("a", std::to_string(i));
    for (int i = 0; i < 3; ++i) bell_.ring("b", std::to_string(i));
    EXPECT_THAT(heard(bell_.take(at(0))), ElementsAre("lost"));
    bell_.ring("b", std::string(Doorbell::max_payload, 'x'));
    EXPECT_THAT(heard(bell_.take(at(10))), ElementsAre("lost"));
    bell_.ring("b", "1");
    EXPECT_THAT(heard(bell_.take(at(20))), ElementsAre("b:1"));
}

TEST_F(DoorbellTest, PassesOverWhatANewerNodeMayRing) {
    EXPECT_THAT(heard({"", "\n\n", "c 1", "alone", " text", "c 1\na 2\n"}), ElementsAre("a:2"));
}

TEST_F(DoorbellTest, TellsThatTheDriverHeardNothingForATime) {
    bell_.lose();
    EXPECT_THAT(heard_, ElementsAre("lost"));
}

TEST(Doorbell, OfTheOnlyNodeKeepsNothing) {
    Doorbell bell;
    EXPECT_FALSE(bell.has_driver());
    bell.ring("a", "1");
    EXPECT_EQ(bell.due_at(), base::SteadyTime::max());
    EXPECT_THAT(bell.take(at(1'000)), IsEmpty());
}

}  // namespace
}  // namespace burner::nodes
