#include "solana/programs/bubblegum_metadata.hpp"

#include <string_view>

namespace burner::solana::bubblegum {

namespace {

/// A writer of Borsh.
class Borsh {
  public:
    Borsh& byte(std::uint8_t value) {
        bytes_.push_back(value);
        return *this;
    }
    Borsh& flag(bool value) { return byte(value ? 1 : 0); }
    template <class T>
    Borsh& number(T value) {
        base::append_le(bytes_, value);
        return *this;
    }
    Borsh& key(const Pubkey& value) {
        base::append(bytes_, value.view());
        return *this;
    }
    Borsh& text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        base::append(bytes_, base::as_bytes(value));
        return *this;
    }
    Borsh& option(std::optional<std::uint8_t> value) {
        flag(value.has_value());
        return value ? byte(*value) : *this;
    }
    const base::Bytes& bytes() const { return bytes_; }

  private:
    base::Bytes bytes_;
};

base::Bytes to_borsh(const Metadata& metadata) {
    Borsh out;
    out.text(metadata.name).text(metadata.symbol).text(metadata.uri).number(metadata.seller_fee);
    out.flag(metadata.primary_sale_happened).flag(metadata.is_mutable).option(metadata.edition_nonce);
    out.flag(metadata.standard.has_value());
    if (metadata.standard) out.byte(static_cast<std::uint8_t>(*metadata.standard));
    out.flag(metadata.collection.has_value());
    if (metadata.collection) out.flag(metadata.collection->is_verified).key(metadata.collection->mint);
    out.flag(false);  // uses
    out.byte(0);      // of the first token program, as all are
    out.number(static_cast<std::uint32_t>(metadata.creators.size()));
    for (const auto& creator : metadata.creators) {
        out.key(creator.address).flag(creator.is_verified).byte(creator.share);
    }
    return out.bytes();
}

}  // namespace

base::Keccak256 data_hash(const Metadata& metadata) {
    base::Bytes outer;
    base::append(outer, base::keccak256(to_borsh(metadata)));
    base::append_le(outer, metadata.seller_fee);
    return base::keccak256(outer);
}

}  // namespace burner::solana::bubblegum
