#include "assets/search/seen_addresses.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"

namespace burner::assets {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t first_places = 16;

/// Mixes all bytes of an address: some people choose the first ones.
std::uint64_t mark_of(const solana::Pubkey& address) {
    std::uint64_t mark = 0;
    for (std::size_t at = 0; at < address.bytes.size(); at += sizeof mark) {
        mark = mark * 0x9e3779b97f4a7c15 + base::read_le<std::uint64_t>(address.view(), at);
    }
    return std::max(mark, std::uint64_t{1});
}

}  // namespace

bool SeenAddresses::add(const solana::Pubkey& address) {
    if ((taken_ + 1) * 5 > places_.size() * 4) grow();
    const bool is_new = put(mark_of(address));
    if (is_new) ++taken_;
    return is_new;
}

bool SeenAddresses::put(std::uint64_t mark) {
    for (std::size_t place = first_place(mark);; place = place + 1 == places_.size() ? 0 : place + 1) {
        if (places_[place] == mark) return false;
        if (places_[place] != 0) continue;
        places_[place] = mark;
        return true;
    }
}

/// Spreads the marks evenly over any number of places.
std::size_t SeenAddresses::first_place(std::uint64_t mark) const {
    return static_cast<std::size_t>((Wide{mark} * places_.size()) >> 64U);
}

/// Grows by a quarter: every stream whose reader has stopped keeps its places.
void SeenAddresses::grow() {
    const auto before = std::exchange(places_, {});
    places_.resize(std::max(before.size() + before.size() / 4, first_places));
    for (const std::uint64_t mark : before) {
        if (mark != 0) put(mark);
    }
}

}  // namespace burner::assets
