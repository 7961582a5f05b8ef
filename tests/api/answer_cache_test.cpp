#include "api/answer_cache.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/token_bytes.hpp"

namespace burner::api {
namespace {

using fakes::key;
using std::chrono::milliseconds;

base::SteadyTime at(int milliseconds_in) {
    return base::SteadyTime{milliseconds{1'000'000 + milliseconds_in}};
}

AnswerCache::Answer text(std::string content) {
    return std::make_shared<const std::string>(std::move(content));
}

/// An answer that leaves room for three of its kind in `three`.
AnswerCache::Answer large() {
    return text(std::string(10'000, 'x'));
}
constexpr std::size_t three = 31'500;

/// A cache whose calls happen at the times that are given, and the bell that it hears.
class TimedCache {
  public:
    TimedCache(milliseconds lifetime, std::size_t max_bytes) : cache_(lifetime, max_bytes, bell, clock_) {}

    AnswerCache::Answer find(const solana::Pubkey& wallet, const assets::Protection& protection, base::SteadyTime now) {
        set(now);
        return cache_.find(wallet, {protection});
    }
    void keep(const solana::Pubkey& wallet, const assets::Protection& protection, AnswerCache::Answer answer,
              base::SteadyTime asked_at, base::SteadyTime now) {
        set(now);
        cache_.keep(wallet, {protection}, std::move(answer), asked_at);
    }
    void forget(const solana::Pubkey& wallet, base::SteadyTime now) {
        set(now);
        cache_.forget(wallet);
    }
    void hear(const std::vector<std::string>& payloads, base::SteadyTime now) {
        set(now);
        for (const auto& payload : payloads) bell.hear(payload);
    }

    nodes::Doorbell bell;

  private:
    void set(base::SteadyTime now) { clock_.advance(now - clock_.steady()); }

    fakes::FakeClock clock_;
    AnswerCache cache_;
};

TEST(AnswerCache, FindsAnAnswerForItsLifetime) {
    TimedCache cache{milliseconds{100}, three};
    EXPECT_EQ(cache.find(key(1), {}, at(0)), nullptr);
    const auto answer = text("a");
    cache.keep(key(1), {}, answer, at(0), at(5));
    EXPECT_EQ(cache.find(key(1), {}, at(5)), answer);
    EXPECT_EQ(cache.find(key(1), {}, at(104)), answer);
    EXPECT_EQ(cache.find(key(1), {}, at(105)), nullptr);
    EXPECT_EQ(cache.find(key(2), {}, at(5)), nullptr);
}

TEST(AnswerCache, KeepsTheNewerOfTwoAnswers) {
    TimedCache cache{milliseconds{100}, three};
    cache.keep(key(1), {}, text("a"), at(0), at(0));
    cache.keep(key(1), {}, text("b"), at(1), at(1));
    EXPECT_EQ(*cache.find(key(1), {}, at(2)), "b");
}

TEST(AnswerCache, FindsAnAnswerUnderItsOwnProtectionOnly) {
    TimedCache cache{milliseconds{100}, three};
    const assets::Protection mine{"5", {key(7)}, {}};
    const assets::Protection others[] = {{}, {"6", {key(7)}, {}}, {"5", {key(8)}, {}}, {"5", {key(7)}, {key(7)}}};
    cache.keep(key(1), mine, text("mine"), at(0), at(0));
    EXPECT_EQ(*cache.find(key(1), mine, at(1)), "mine");
    for (const auto& other : others) EXPECT_EQ(cache.find(key(1), other, at(1)), nullptr);
    cache.keep(key(1), {}, text("plain"), at(2), at(2));
    EXPECT_EQ(*cache.find(key(1), {}, at(3)), "plain");
    EXPECT_EQ(cache.find(key(1), mine, at(3)), nullptr);
}

TEST(AnswerCache, ForgettingIsForEveryProtection) {
    TimedCache cache{milliseconds{100}, three};
    const assets::Protection mine{"5", {}, {}};
    cache.forget(key(1), at(10));
    cache.keep(key(1), mine, text("stale"), at(9), at(20));
    EXPECT_EQ(cache.find(key(1), mine, at(20)), nullptr);
}

TEST(AnswerCache, ForgetsAtOnce) {
    TimedCache cache{milliseconds{100}, three};
    cache.keep(key(1), {}, text("a"), at(0), at(0));
    cache.forget(key(1), at(1));
    EXPECT_EQ(cache.find(key(1), {}, at(1)), nullptr);
}

TEST(AnswerCache, ForgettingBeatsALookUpThatBeganBefore) {
    TimedCache cache{milliseconds{100}, three};
    cache.forget(key(1), at(10));
    cache.keep(key(1), {}, text("stale"), at(9), at(20));
    EXPECT_EQ(cache.find(key(1), {}, at(20)), nullptr);
    cache.keep(key(1), {}, text("fresh"), at(11), at(21));
    EXPECT_EQ(*cache.find(key(1), {}, at(21)), "fresh");
}

TEST(AnswerCache, ForgettingBeatsALookUpThatBeganBeforeForAsLongAsItRan) {
    TimedCache cache{milliseconds{100}, three};
    cache.forget(key(1), at(10));
    cache.keep(key(1), {}, text("stale"), at(9), at(15'000));
    EXPECT_EQ(cache.find(key(1), {}, at(15'000)), nullptr);
}

TEST(AnswerCache, DropsTheLeastRecentlyUsedWhenFull) {
    TimedCache cache{milliseconds{100}, three};
    for (const std::uint32_t wallet : {1U, 2U, 3U}) cache.keep(key(wallet), {}, large(), at(0), at(0));
    EXPECT_NE(cache.find(key(1), {}, at(1)), nullptr);
    cache.keep(key(4), {}, large(), at(2), at(2));
    EXPECT_EQ(cache.find(key(2), {}, at(3)), nullptr);
    for (const std::uint32_t wallet : {1U, 3U, 4U}) EXPECT_NE(cache.find(key(wallet), {}, at(3)), nullptr) << wallet;
}

TEST(AnswerCache, ReplacingAnAnswerFreesTheOldOne) {
    TimedCache cache{milliseconds{100}, three};
    for (int i = 0; i < 20; ++i) cache.keep(key(1), {}, large(), at(i), at(i));
    cache.keep(key(2), {}, large(), at(20), at(20));
    cache.keep(key(3), {}, large(), at(20), at(20));
    for (const std::uint32_t wallet : {1U, 2U, 3U}) EXPECT_NE(cache.find(key(wallet), {}, at(20)), nullptr) << wallet;
}

TEST(AnswerCache, DoesNotKeepWhatIsLargerThanItself) {
    TimedCache cache{milliseconds{100}, three};
    cache.keep(key(1), {}, text("a"), at(0), at(0));
    cache.keep(key(2), {}, text(std::string(three, 'x')), at(0), at(0));
    EXPECT_EQ(cache.find(key(2), {}, at(0)), nullptr);
    EXPECT_NE(cache.find(key(1), {}, at(0)), nullptr);
}

TEST(AnswerCache, BoundsWhatItRemembersOfForgottenWalletsToo) {
    TimedCache cache{milliseconds{100}, three};
    cache.keep(key(1), {}, text("a"), at(0), at(0));
    for (std::uint32_t wallet = 2; wallet < 1'000; ++wallet) cache.forget(key(wallet), at(1));
    EXPECT_EQ(cache.find(key(1), {}, at(1)), nullptr);
}

TEST(AnswerCache, WithoutALifetimeKeepsNothing) {
    TimedCache cache{milliseconds{0}, three};
    cache.keep(key(1), {}, text("a"), at(0), at(0));
    EXPECT_EQ(cache.find(key(1), {}, at(0)), nullptr);
}

TEST(AnswerCache, ForgetsWhatAnotherNodeForgets) {
    TimedCache here{milliseconds{100}, three};
    TimedCache there{milliseconds{100}, three};
    here.bell.drive([] {});
    there.keep(key(1), {}, text("a"), at(0), at(0));
    there.keep(key(2), {}, text("b"), at(0), at(0));
    here.forget(key(1), at(1));
    there.hear(here.bell.take(at(1)), at(2));
    EXPECT_EQ(there.find(key(1), {}, at(2)), nullptr);
    EXPECT_NE(there.find(key(2), {}, at(2)), nullptr);
    there.keep(key(1), {}, text("stale"), at(1), at(3));
    EXPECT_EQ(there.find(key(1), {}, at(3)), nullptr);
    there.hear({"wallet ", "wallet x", "wallet " + std::string(5'000, '1')}, at(4));
    EXPECT_NE(there.find(key(2), {}, at(4)), nullptr);
}

}  // namespace
}  // namespace burner::api
