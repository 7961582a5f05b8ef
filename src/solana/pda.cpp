#include "solana/pda.hpp"

#include <stdexcept>

#include "base/hash.hpp"
#include "solana/curve.hpp"

namespace burner::solana {

namespace {

constexpr std::size_t max_seeds = 16;
constexpr std::size_t max_seed_bytes = 32;
constexpr std::string_view marker = "ProgramDerivedAddress";

/// The text that is hashed: seeds, program, marker. A bump, where wanted, is the byte before the program.
struct Preimage {
    std::array<std::uint8_t, max_seeds * max_seed_bytes + sizeof(Pubkey) + marker.size()> bytes;
    std::size_t size = 0;

    void append(base::ByteView part) {
        if (!part.empty()) std::memcpy(bytes.data() + size, part.data(), part.size());
        size += part.size();
    }
};

bool append_seeds(Preimage& preimage, std::span<const base::ByteView> seeds, std::size_t limit) {
    if (seeds.size() > limit) return false;
    for (const base::ByteView seed : seeds) {
        if (seed.size() > max_seed_bytes) return false;
        preimage.append(seed);
    }
    return true;
}

std::optional<Pubkey> hash(const Preimage& preimage) {
    const Pubkey address{base::sha256({preimage.bytes.data(), preimage.size})};
    if (is_on_curve(address.bytes)) return std::nullopt;
    return address;
}

}  // namespace

std::optional<Pubkey> create_program_address(std::span<const base::ByteView> seeds, const Pubkey& program) {
    Preimage preimage;
    if (!append_seeds(preimage, seeds, max_seeds)) return std::nullopt;
    preimage.append(program.view());
    preimage.append(base::as_bytes(marker));
    return hash(preimage);
}

std::optional<ProgramAddress> find_program_address(std::span<const base::ByteView> seeds, const Pubkey& program) {
    Preimage preimage;
    if (!append_seeds(preimage, seeds, max_seeds - 1)) return std::nullopt;
    std::uint8_t& bump = preimage.bytes[preimage.size++];
    preimage.append(program.view());
    preimage.append(base::as_bytes(marker));
    for (bump = 255; bump > 0; --bump)
        if (const auto address = hash(preimage)) return ProgramAddress{*address, bump};
    return std::nullopt;
}

Pubkey program_address(std::span<const base::ByteView> seeds, const Pubkey& program) {
    const auto found = find_program_address(seeds, program);
    if (!found) throw std::logic_error("255 hashes in a row on the curve, or seeds beyond the limits");
    return found->address;
}

}  // namespace burner::solana
