// What the answers of one API key take on the disk, whatever it asks.
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/temporary_folder.hpp"
#include "limits/idempotency.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/idempotency_store.hpp"

namespace burner::storage {
namespace {

TEST(IdempotencyBytes, ManyBuildsOfOneKeyStayWithinTheirBound) {
    const fakes::TemporaryFolder folder;
    const auto database = SqliteDatabase::open(folder.path() / "burner.db").value();
    IdempotencyStore store{*database};
    fakes::FakeClock clock;
    limits::Idempotency idempotency{store, clock, base::Secret{"server secret"}};
    const limits::StoredAnswer build{200, {}, std::string(120'000, 'x')};  // of 200 items
    for (int i = 0; i < 250; ++i) {
        const auto key = std::to_string(i);
        const auto begun = idempotency.begin({"key_1", "", "/transactions", key, "{}"}).value();
        ASSERT_TRUE(idempotency.finish(std::get<limits::IdempotencyClaim>(begun), build, std::nullopt).value());
        clock.advance(std::chrono::milliseconds{1});
    }
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) bytes += entry.file_size();
    EXPECT_LT(bytes, 24u << 20);  // twice what is kept, for the write-ahead log
    EXPECT_GT(bytes, limits::Idempotency::max_key_bytes / 2);
}

}  // namespace
}  // namespace burner::storage
