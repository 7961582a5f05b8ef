#include "transactions/build/block_pace.hpp"

#include "transactions/block_window.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using std::chrono::milliseconds;

class BlockPaceTest : public BuildTest {
  protected:
    /// Reads the height after `time` in which `blocks` were made.
    void after(milliseconds time, solana::BlockHeight blocks) {
        clock_.advance(time);
        rpc_.height += blocks;
        EXPECT_TRUE(fakes::run_task(read_pace(rpc_, clock_, pace_)));
    }
    milliseconds block_time() const { return std::chrono::duration_cast<milliseconds>(pace_.block_time()); }
};

TEST_F(BlockPaceTest, IsAssumedUntilItIsMeasured) {
    EXPECT_EQ(block_time(), milliseconds{200});
    after(milliseconds{0}, 0);
    EXPECT_EQ(block_time(), milliseconds{200});
    after(milliseconds{15'000}, 50);
    EXPECT_EQ(block_time(), milliseconds{300});
}

TEST_F(BlockPaceTest, IsThatOfTheLastFiveMinutes) {
    for (int i = 0; i < 100; ++i) after(BlockPace::interval, 30);
    EXPECT_EQ(block_time(), milliseconds{500});
    for (int i = 0; i < 10; ++i) after(BlockPace::interval, 60);
    EXPECT_EQ(block_time(), milliseconds{333});  // half of the time with twice the blocks
    for (int i = 0; i < 10; ++i) after(BlockPace::interval, 60);
    EXPECT_EQ(block_time(), milliseconds{250});
}

TEST_F(BlockPaceTest, StaysWithinItsBounds) {
    after(milliseconds{0}, 0);
    after(milliseconds{15'000}, 1);
    EXPECT_EQ(block_time(), milliseconds{1'000});
    after(milliseconds{15'000}, std::uint64_t{1} << 63);
    EXPECT_EQ(block_time(), milliseconds{100});
}

TEST_F(BlockPaceTest, BeginsAnewWhereAHeightGoesBackAndKeepsWhatWasMeasured) {
    after(milliseconds{0}, 1'000);
    after(milliseconds{15'000}, 50);
    rpc_.height -= 40;
    after(milliseconds{15'000}, 0);
    EXPECT_EQ(block_time(), milliseconds{300});
    after(milliseconds{15'000}, 60);
    EXPECT_EQ(block_time(), milliseconds{250});
}

TEST_F(BlockPaceTest, StaysAsItWasWithoutAnAnswer) {
    after(milliseconds{0}, 0);
    after(milliseconds{15'000}, 50);
    rpc_.failing = {FakeRpc::Method::height};
    EXPECT_FALSE(fakes::run_task(read_pace(rpc_, clock_, pace_)));
    EXPECT_EQ(block_time(), milliseconds{300});
}

TEST_F(BlockPaceTest, SaysWhenATransactionExpires) {
    after(milliseconds{0}, 0);
    after(milliseconds{30'000}, 75);  // 400 ms a block
    rpc_.latest.last_valid_block_height = rpc_.height + 120;
    account(10);
    const auto build = this->build(request({close_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_EQ(build->transactions.at(0).expires_at, clock_.now() + milliseconds{120 * 400});
}

TEST(BlockWindow, ComparesWithoutAdding) {
    EXPECT_EQ(blocks_between(UINT64_MAX, 0), UINT64_MAX);
    EXPECT_EQ(blocks_between(5, 7), 2U);
    EXPECT_EQ(blocks_left(UINT64_MAX, 900), UINT64_MAX - 900);
    EXPECT_EQ(blocks_left(900, 901), 0U);
    EXPECT_FALSE(is_long_past(UINT64_MAX, 900, 32));
    EXPECT_FALSE(is_long_past(900, 932, 32));
    EXPECT_TRUE(is_long_past(900, 933, 32));
}

}  // namespace
}  // namespace burner::transactions
