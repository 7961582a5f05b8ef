#include "fakes/token_bytes.hpp"

#include <string_view>

namespace burner::fakes {

namespace {

void append_option(base::Bytes& out, const std::optional<Pubkey>& value) {
    base::append_le(out, std::uint32_t{value ? 1U : 0U});
    base::append(out, value.value_or(Pubkey{}).view());
}

void append_extensions(base::Bytes& out, std::uint8_t account_type,
                       const std::vector<std::pair<std::uint16_t, base::Bytes>>& extensions) {
    if (extensions.empty()) return;
    out.resize(165);
    out.push_back(account_type);
    for (const auto& [type, value] : extensions) {
        base::append_le(out, type);
        base::append_le(out, static_cast<std::uint16_t>(value.size()));
        base::append(out, value);
    }
}

void append_text(base::Bytes& out, std::string_view text) {
    base::append_le(out, static_cast<std::uint32_t>(text.size()));
    base::append(out, base::as_bytes(text));
}

}  // namespace

Pubkey key(std::uint32_t number) {
    Pubkey made;
    made.bytes.fill(0xb7);
    for (std::size_t i = 0; i < 4; ++i) {
        made.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
        made.bytes[8 + i] = static_cast<std::uint8_t>((number * 2654435761U) >> (8 * i));
    }
    return made;
}

base::Bytes TokenBytes::bytes() const {
    base::Bytes out;
    base::append(out, mint.view());
    base::append(out, owner.view());
    base::append_le(out, amount);
    append_option(out, delegate);
    out.push_back(state);
    base::append_le(out, std::uint32_t{native_reserve ? 1U : 0U});
    base::append_le(out, native_reserve.value_or(0));
    base::append_le(out, delegated_amount);
    append_option(out, close_authority);
    append_extensions(out, 2, extensions);
    return out;
}

base::Bytes MintBytes::bytes() const {
    base::Bytes out;
    append_option(out, authority);
    base::append_le(out, supply);
    out.push_back(decimals);
    out.push_back(1);
    append_option(out, std::nullopt);
    append_extensions(out, 1, extensions);
    return out;
}

std::pair<std::uint16_t, base::Bytes> withheld_fee(std::uint64_t amount) {
    base::Bytes value;
    base::append_le(value, amount);
    return {2, value};
}

std::pair<std::uint16_t, base::Bytes> confidential_account(bool has_balance) {
    base::Bytes value(295);
    value[0] = 1;
    if (has_balance) value[224] = 7;
    return {5, value};
}

std::pair<std::uint16_t, base::Bytes> confidential_fee(bool has_balance) {
    base::Bytes value(64);
    if (has_balance) value[63] = 1;
    return {17, value};
}

std::pair<std::uint16_t, base::Bytes> immutable_owner() {
    return {7, {}};
}

std::pair<std::uint16_t, base::Bytes> pausable(bool is_paused) {
    base::Bytes value(33, 5);
    value[32] = is_paused ? 1 : 0;
    return {26, value};
}

std::pair<std::uint16_t, base::Bytes> permissioned_burn(const Pubkey& authority) {
    return {28, base::Bytes(authority.bytes.begin(), authority.bytes.end())};
}

std::pair<std::uint16_t, base::Bytes> confidential_mint_burn() {
    return {24, base::Bytes(196, 3)};
}

std::pair<std::uint16_t, base::Bytes> token_metadata(const Pubkey& mint, std::string_view name,
                                                     std::string_view symbol) {
    base::Bytes value;
    base::append(value, key(9002).view());
    base::append(value, mint.view());
    append_text(value, name);
    append_text(value, symbol);
    append_text(value, "https://example.com/token.json");
    base::append_le(value, std::uint32_t{0});
    return {19, value};
}

}  // namespace burner::fakes
