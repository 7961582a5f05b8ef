#include "solana/accounts/account_bytes.hpp"

#include <algorithm>
#include <cstring>

namespace burner::solana {

AccountBytes AccountBytes::token_account() {
    AccountBytes bytes{165, 2};
    std::fill_n(bytes.data_.begin(), 32, std::uint8_t{1});
    std::fill_n(bytes.data_.begin() + 32, 32, std::uint8_t{2});
    return bytes.number(64, 500).byte(108, 1);
}

AccountBytes AccountBytes::mint() {
    AccountBytes bytes{82, 1};
    return bytes.number(36, 1000).byte(44, 6).byte(45, 1);
}

AccountBytes& AccountBytes::byte(std::size_t offset, std::uint8_t value) {
    data_.at(offset) = value;
    return *this;
}

AccountBytes& AccountBytes::number(std::size_t offset, std::uint64_t value) {
    std::memcpy(data_.data() + offset, &value, sizeof value);
    return *this;
}

AccountBytes& AccountBytes::optional_key(std::size_t offset, std::uint32_t tag, std::uint8_t fill) {
    std::memcpy(data_.data() + offset, &tag, sizeof tag);
    std::fill_n(data_.begin() + static_cast<std::ptrdiff_t>(offset) + 4, 32, fill);
    return *this;
}

AccountBytes& AccountBytes::extension(std::uint16_t type, const base::Bytes& value) {
    if (data_.size() <= 165) {
        data_.resize(165);
        data_.push_back(kind_);
    }
    base::append_le(data_, type);
    base::append_le(data_, static_cast<std::uint16_t>(value.size()));
    base::append(data_, value);
    return *this;
}

base::Bytes zeros_with(std::size_t size, std::size_t offset, std::size_t length, std::uint8_t fill) {
    base::Bytes bytes(size);
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), length, fill);
    return bytes;
}

}  // namespace burner::solana
