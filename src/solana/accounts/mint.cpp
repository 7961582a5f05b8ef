#include "solana/accounts/mint.hpp"

#include "solana/accounts/borsh_reader.hpp"
#include "solana/accounts/optional_field.hpp"
#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana {

namespace {

constexpr std::size_t mint_size = 82;
constexpr std::size_t metadata_texts = 64;  ///< behind the update authority and the mint

std::optional<Mint> parse_mint_base(base::ByteView data) {
    const auto mint_authority = read_optional_pubkey(data, 0);
    const auto freeze_authority = read_optional_pubkey(data, 46);
    if (data[45] != 1 || !mint_authority || !freeze_authority) return std::nullopt;
    Mint mint;
    mint.supply = base::read_le<std::uint64_t>(data, 36);
    mint.decimals = data[44];
    mint.mint_authority = *mint_authority;
    mint.freeze_authority = *freeze_authority;
    return mint;
}

std::optional<EmbeddedMetadata> read_metadata(base::ByteView value) {
    if (value.size() < metadata_texts) return std::nullopt;
    BorshReader in{value.subspan(metadata_texts)};
    EmbeddedMetadata metadata;
    metadata.name = in.text();
    metadata.symbol = in.text();
    metadata.uri = in.text();
    if (in.failed()) return std::nullopt;
    return metadata;
}

void read_extension(Mint& mint, const Extension& extension) {
    const base::ByteView value = extension.value;
    switch (extension.type) {
        case ExtensionType::confidential_mint_burn: mint.has_confidential_mint_burn = true; break;
        case ExtensionType::permanent_delegate: mint.permanent_delegate = read_nonzero_pubkey(value, 0); break;
        // Authority, then what it points to.
        case ExtensionType::transfer_hook: mint.transfer_hook = read_nonzero_pubkey(value, 32); break;
        case ExtensionType::metadata_pointer: mint.metadata_address = read_nonzero_pubkey(value, 32); break;
        case ExtensionType::token_metadata: mint.metadata = read_metadata(value); break;
        case ExtensionType::pausable: mint.is_paused = value[32] != 0; break;
        case ExtensionType::permissioned_burn: mint.has_permissioned_burn = !is_all_zero(value); break;
        default: break;
    }
}

}  // namespace

std::optional<Mint> parse_mint(const Pubkey& program, base::ByteView data) {
    const bool extensible = program == ids::token_2022;
    if (!extensible && program != ids::token) return std::nullopt;
    const bool has_extensions = extensible && data.size() > mint_size;
    if (data.size() != mint_size && !has_extensions) return std::nullopt;
    auto mint = parse_mint_base(data);
    if (!mint) return std::nullopt;
    ExtensionReader reader{data, ExtendedKind::mint, mint_size};
    while (const auto extension = reader.next()) read_extension(*mint, *extension);
    if (reader.malformed()) return std::nullopt;
    return mint;
}

}  // namespace burner::solana
