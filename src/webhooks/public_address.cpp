#include "webhooks/public_address.hpp"

#include <algorithm>
#include <span>

#include "base/ip_address.hpp"

namespace burner::webhooks {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// The first `bits` of an address; the bytes after `prefix` count as zero.
struct Block {
    AddressV6 prefix;
    unsigned bits;
};

bool is_in(Bytes address, const Block& block) {
    return base::same_prefix(address, block.prefix, block.bits);
}

bool is_in_any(Bytes address, std::span<const Block> blocks) {
    return std::ranges::any_of(blocks, [&](const Block& block) { return is_in(address, block); });
}

constexpr Block reserved_v4[] = {
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // carriers' NAT
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local, clouds' metadata
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // IETF protocols
    {{192, 0, 2}, 24},     // documentation
    {{192, 88, 99}, 24},   // 6to4 relays
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
};

constexpr Block global_unicast{{0x20}, 3};

constexpr Block reserved_v6[] = {
    {{0x20, 0x01, 0x00}, 23},        // IETF protocols, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff, 0x00}, 20},        // documentation
};

/// Addresses with an IPv4 address inside, and the byte at which it starts.
struct Embedding {
    Block block;
    std::size_t offset;
};

constexpr Embedding embeddings[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},  // mapped (RFC 4291)
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                    // NAT64 (RFC 6052)
    {{{0x20, 0x02}, 16}, 2},                                 // 6to4 (RFC 3056)
};

}  // namespace

bool is_public(const AddressV4& address) {
    return !is_in_any(address, reserved_v4);
}

bool is_public(const AddressV6& address) {
    for (const Embedding& embedding : embeddings) {
        if (!is_in(address, embedding.block)) continue;
        AddressV4 inside;
        std::copy_n(address.begin() + embedding.offset, inside.size(), inside.begin());
        return is_public(inside);
    }
    return is_in(address, global_unicast) && !is_in_any(address, reserved_v6);
}

}  // namespace burner::webhooks
