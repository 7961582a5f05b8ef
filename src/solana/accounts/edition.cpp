#include "solana/accounts/edition.hpp"

#include "solana/accounts/borsh_reader.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t print_key = 1;
constexpr std::uint8_t first_master_key = 2;
constexpr std::uint8_t master_key = 6;

}  // namespace

std::optional<Edition> parse_edition(base::ByteView data) {
    BorshReader in{data};
    const auto key = in.integer<std::uint8_t>();
    Edition edition;
    if (key == print_key) {
        const Pubkey parent = in.key();
        edition = PrintEdition{parent, in.integer<std::uint64_t>()};
    } else if (key == first_master_key || key == master_key) {
        const auto supply = in.integer<std::uint64_t>();
        const auto max_supply = in.optional([&] { return in.integer<std::uint64_t>(); });
        edition = MasterEdition{supply, max_supply, key == first_master_key};
    } else {
        return std::nullopt;
    }
    if (in.failed()) return std::nullopt;
    return edition;
}

std::optional<TokenStandard> standard_of(const TokenMetadata& metadata, const Mint& mint, const Edition* edition) {
    if (metadata.standard) return metadata.standard;
    if (edition == nullptr) return mint.decimals == 0 ? TokenStandard::fungible_asset : TokenStandard::fungible;
    if (mint.decimals != 0 || mint.supply != 1) return std::nullopt;
    const auto* master = std::get_if<MasterEdition>(edition);
    if (master == nullptr) return TokenStandard::non_fungible_edition;
    if (master->is_first_version) return std::nullopt;
    return TokenStandard::non_fungible;
}

}  // namespace burner::solana
