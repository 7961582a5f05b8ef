#include "assets/search/seen_addresses.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"

namespace burner::assets {

namespace {

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
    if ((taken_ + 1) * 4 > places_.size() * 3) grow();
    const bool is_new = put(mark_of(address));
    if (is_new) ++taken_;
    return is_new;
}

bool SeenAddresses::put(std::uint64_t mark) {
    const std::size_t last = places_.size() - 1;
    for (std::size_t place = mark & last;; place = (place + 1) & last) {
        if (places_[place] == mark) return false;
        if (places_[place] != 0) continue;
        places_[place] = mark;
        return true;
    }
}

void SeenAddresses::grow() {
    const auto before = std::exchange(places_, {});
    places_.resize(std::max(before.size() * 2, first_places));
    for (const std::uint64_t mark : before) {
        if (mark != 0) put(mark);
    }
}

}  // namespace burner::assets
