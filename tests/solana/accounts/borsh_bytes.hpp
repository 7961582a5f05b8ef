#pragma once

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// Builds account data in Borsh, field by field, independently of the readers.
class BorshBytes {
  public:
    BorshBytes& u8(std::uint8_t value) { return add(value); }
    BorshBytes& u16(std::uint16_t value) { return add(value); }
    BorshBytes& u32(std::uint32_t value) { return add(value); }
    BorshBytes& u64(std::uint64_t value) { return add(value); }
    BorshBytes& key(std::uint8_t fill) {
        data_.insert(data_.end(), sizeof(Pubkey), fill);
        return *this;
    }
    BorshBytes& bytes(base::ByteView bytes) {
        base::append(data_, bytes);
        return *this;
    }
    /// Appends a text with zeros behind it up to `size`.
    BorshBytes& text(std::string_view text, std::size_t size = 0) {
        const std::size_t padding = size > text.size() ? size - text.size() : 0;
        u32(static_cast<std::uint32_t>(text.size() + padding)).bytes(base::as_bytes(text));
        data_.resize(data_.size() + padding);
        return *this;
    }
    BorshBytes& zeros_to(std::size_t size) {
        data_.resize(size);
        return *this;
    }

    std::size_t size() const { return data_.size(); }
    const base::Bytes& data() const { return data_; }

  private:
    template <class T>
    BorshBytes& add(T value) {
        base::append_le(data_, value);
        return *this;
    }

    base::Bytes data_;
};

/// Reads every truncation and every change of one byte of `data`: under a sanitizer, proof that no bound is missed.
template <class Read>
void survive_damage(base::Bytes data, Read read) {
    for (std::size_t size = 0; size < data.size(); ++size) {
        const base::Bytes shorter(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size));
        read(shorter);
    }
    for (std::uint8_t& byte : data) {
        const std::uint8_t original = byte;
        for (unsigned change = 1; change < 256; ++change) {
            byte = static_cast<std::uint8_t>(original ^ change);
            read(data);
        }
        byte = original;
    }
}

}  // namespace burner::solana
