#include "solana/accounts/token_metadata.hpp"

#include "solana/accounts/borsh_reader.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t metadata_key = 4;
constexpr std::size_t creator_size = 34;
constexpr std::uint8_t last_use_method = 2;
constexpr std::uint8_t sized = 0;  ///< collection details V1; V2 holds padding of the same size

std::string unpadded(std::string_view text) {
    return std::string{text.substr(0, text.find_last_not_of('\0') + 1)};
}

void skip_creators(BorshReader& in) {
    if (!in.boolean()) return;
    for (std::size_t left = in.length(creator_size); left > 0; --left) {
        in.key();
        in.boolean();
        in.integer<std::uint8_t>();
    }
}

void read_base(BorshReader& in, TokenMetadata& metadata) {
    metadata.update_authority = in.key();
    metadata.mint = in.key();
    metadata.name = unpadded(in.text());
    metadata.symbol = unpadded(in.text());
    metadata.uri = unpadded(in.text());
    in.integer<std::uint16_t>();  // seller fee
    skip_creators(in);
    in.boolean();                                             // primary sale happened
    in.boolean();                                             // is mutable
    in.optional([&] { return in.integer<std::uint8_t>(); });  // edition nonce
}

TokenMetadata::Collection read_collection(BorshReader& in) {
    const bool is_verified = in.boolean();
    return {in.key(), is_verified};
}

/// Standard, collection and uses are believed together or not at all: corruption may look like a collection.
void read_later_fields(BorshReader& in, TokenMetadata& metadata) {
    const auto standard = in.optional([&] { return TokenStandard{in.tag(5)}; });
    bool corrupt = in.recover();
    const auto collection = in.optional([&] { return read_collection(in); });
    corrupt |= in.recover();
    if (in.boolean()) {  // uses
        in.tag(last_use_method);
        in.take(2 * sizeof(std::uint64_t));
    }
    corrupt |= in.recover();
    if (corrupt) return;
    metadata.standard = standard;
    metadata.collection = collection;
}

void read_collection_details(BorshReader& in, TokenMetadata& metadata) {
    if (!in.boolean()) return;
    const bool is_sized = in.tag(1) == sized;
    const auto size = in.integer<std::uint64_t>();
    if (in.failed()) return;
    metadata.is_collection = true;
    if (is_sized) metadata.collection_size = size;
}

}  // namespace

std::optional<TokenMetadata> parse_token_metadata(base::ByteView data) {
    BorshReader in{data};
    if (in.integer<std::uint8_t>() != metadata_key) return std::nullopt;
    TokenMetadata metadata;
    read_base(in, metadata);
    if (in.failed()) return std::nullopt;
    read_later_fields(in, metadata);
    read_collection_details(in, metadata);
    return metadata;
}

}  // namespace burner::solana
