#include "solana/accounts/rent.hpp"

#include <cstring>

namespace burner::solana {

namespace {

constexpr std::size_t sysvar_size = 17;
constexpr std::size_t account_overhead = 128;
/// With these bounds 10 MB of data stay far below 2^63 lamports.
constexpr std::uint64_t max_lamports_per_byte = std::uint64_t{1} << 32;
constexpr double max_threshold = 100.0;

}  // namespace

base::Lamports Rent::minimum_balance(std::size_t length) const {
    const std::uint64_t one_year = (account_overhead + length) * lamports_per_byte;
    return {static_cast<std::uint64_t>(static_cast<double>(one_year) * exemption_threshold)};
}

std::optional<Rent> parse_rent(base::ByteView data) {
    if (data.size() != sysvar_size) return std::nullopt;
    Rent rent;
    rent.lamports_per_byte = base::read_le<std::uint64_t>(data, 0);
    std::memcpy(&rent.exemption_threshold, data.data() + 8, sizeof rent.exemption_threshold);
    const bool sane = rent.lamports_per_byte <= max_lamports_per_byte && rent.exemption_threshold > 0 &&
                      rent.exemption_threshold <= max_threshold;  // false for NaN
    if (!sane) return std::nullopt;
    return rent;
}

}  // namespace burner::solana
