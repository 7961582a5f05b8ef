#include "access/session.hpp"

#include <array>
#include <cstring>

#include "base/base64.hpp"
#include "base/random.hpp"

namespace burner::access {

namespace {

constexpr std::size_t time_bytes = 6;
constexpr std::size_t id_bytes = 16;

/// Fills `out` with random bytes, by one system call for many ids.
void take_random(std::span<std::uint8_t> out) {
    struct Pool {
        std::array<std::uint8_t, 2000> bytes;
        std::size_t used = bytes.size();
    };
    thread_local Pool pool;
    if (pool.used + out.size() > pool.bytes.size()) {
        base::random_bytes(pool.bytes);
        pool.used = 0;
    }
    std::memcpy(out.data(), pool.bytes.data() + pool.used, out.size());
    pool.used += out.size();
}

}  // namespace

std::string new_session_id(base::UnixTime issued_at) {
    std::array<std::uint8_t, id_bytes> bytes;
    auto rest = static_cast<std::uint64_t>(issued_at.time_since_epoch().count());
    for (std::size_t i = time_bytes; i-- > 0; rest >>= 8) bytes[i] = static_cast<std::uint8_t>(rest);
    take_random(std::span{bytes}.subspan(time_bytes));
    return base::to_base64url(bytes);
}

std::optional<base::UnixTime> issued_at_of(std::string_view session_id) {
    constexpr std::size_t text_length = 22;  // 16 bytes in base64url
    if (session_id.size() != text_length) return std::nullopt;
    const auto bytes = base::from_base64url(session_id);
    if (!bytes) return std::nullopt;
    std::int64_t milliseconds = 0;
    for (std::size_t i = 0; i < time_bytes; ++i) milliseconds = milliseconds << 8 | (*bytes)[i];
    return base::UnixTime{std::chrono::milliseconds{milliseconds}};
}

}  // namespace burner::access
