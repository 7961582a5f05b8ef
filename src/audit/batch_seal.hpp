#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/line.hpp"
#include "base/hash.hpp"

namespace burner::audit {

/// SHA-256 as 64 lower-case hexadecimal digits.
using HexHash = std::array<char, 64>;

inline std::string_view view(const HexHash& hash) {
    return {hash.data(), hash.size()};
}
HexHash hex_sha256(std::string_view bytes);
HexHash to_hex(const base::Sha256& hash);
base::Sha256 to_bytes(const HexHash& hash);
/// Reads a hash; nullopt for what is not 64 lower-case hexadecimal digits.
std::optional<HexHash> hash_from_hex(std::string_view text);

/// A place in the chain: how many events there are up to it, and its hash. The default stands before the first.
struct Link {
    std::uint64_t seq = 0;
    HexHash hash = [] {
        HexHash zeros;
        zeros.fill('0');
        return zeros;
    }();

    bool operator==(const Link&) const = default;
};

/// Lines are written, and chained, in batches. The last line of each has two more members: `seq`, the number of its
/// event, and `hash`, the SHA-256 of the digits of the hash before and the batch's lines, line ends included, without
/// the member `hash`.
inline constexpr std::size_t usual_batch = 256u << 10;  ///< bytes at the most, unless it is one line
inline constexpr std::size_t max_batch_bytes = usual_batch + max_line_bytes;

/// A seal replaces the last `unsealed_end` bytes of a batch's lines, `}` and the line end.
inline constexpr std::size_t unsealed_end = 2;
struct BatchSeal {
    std::string text;
    Link link;
};
/// Seals whole lines, at least one, that follow `before`.
BatchSeal seal_batch(std::string_view lines, const Link& before);

/// The last line of a batch, read again.
struct SealedLine {
    Link link;                ///< as it says of itself
    std::string_view hashed;  ///< the line without its `hash` and `}`: a view into it
};
/// Reads the last line of a batch, without its line end; nullopt for a line within a batch.
std::optional<SealedLine> sealed_line(std::string_view line);

/// Returns what `hash` must be for a batch of `lines` and a last one.
HexHash hash_of_batch(const HexHash& before, std::string_view lines, const SealedLine& last);

/// A whole batch, taken apart again.
struct WholeBatch {
    std::uint64_t lines = 0;
    Link link;     ///< as its last line says
    HexHash hash;  ///< as it must be
};
/// Takes a batch of whole lines apart that follows `before`; nullopt where its last line has no seal.
std::optional<WholeBatch> take_apart(std::string_view batch, const HexHash& before);

}  // namespace burner::audit
