#include "upstreams/reading/json_reading.hpp"

#include <cstring>

#include "base/base64.hpp"
#include "base/number_text.hpp"

namespace burner::upstreams {

bool read_base64(ondemand::value json, base::Bytes& out) {
    std::size_t index = 0;
    const bool ok = for_each_element(json, [&](ondemand::value element) {
        std::string_view text;
        if (!read_text(element, text)) return false;
        if (index++ > 0) return index == 2 && text == "base64";
        auto bytes = base::from_base64(text);
        if (bytes) out = std::move(*bytes);
        return bytes.has_value();
    });
    return ok && index == 2;
}

bool is_null(ondemand::value json) {
    bool null = false;
    return json.is_null().get(null) == simdjson::SUCCESS && null;
}

bool read_flag(ondemand::value json, bool& out) {
    return json.get_bool().get(out) == simdjson::SUCCESS;
}

bool read_number(ondemand::value json, std::uint64_t& out) {
    return json.get_uint64().get(out) == simdjson::SUCCESS;
}

bool read_lamports(ondemand::value json, base::Lamports& out) {
    return read_number(json, out.value) && out.value < base::lamports_bound;
}

bool read_amount(ondemand::value json, std::uint64_t& out) {
    std::string_view text;
    if (!read_text(json, text)) return false;
    const auto amount = base::number_from_text<std::uint64_t>(text);
    if (amount) out = *amount;
    return amount.has_value();
}

/// Reads a text in place if it has no escapes, which is how base58, base64 and names come.
bool read_text(ondemand::value json, std::string_view& out) {
    const std::string_view token = json.raw_json_token();
    if (token.empty() || token.front() != '"') return false;
    const auto* const first = token.data() + 1;
    const auto* const quote = static_cast<const char*>(std::memchr(first, '"', token.size() - 1));
    if (quote == nullptr) return false;
    const std::string_view text{first, static_cast<std::size_t>(quote - first)};
    if (std::memchr(text.data(), '\\', text.size()) != nullptr) return json.get_string().get(out) == simdjson::SUCCESS;
    out = text;
    return true;
}

bool read_pubkey(ondemand::value json, solana::Pubkey& out) {
    std::string_view text;
    if (!read_text(json, text)) return false;
    const auto key = solana::pubkey_from_base58(text);
    if (key) out = *key;
    return key.has_value();
}

bool AccountReading::read_owner(ondemand::value json, solana::Pubkey& out) {
    std::string_view text;
    if (!read_text(json, text)) return false;
    if (text != owner_text_ || text.empty()) {
        const auto key = solana::pubkey_from_base58(text);
        if (!key) return false;
        owner_ = *key;
        owner_text_ = text;
    }
    out = owner_;
    return true;
}

template <class... Members>
bool AccountReading::read_members(ondemand::value json, solana::Account& out, Members... more) {
    const auto owner = [this](ondemand::value value, solana::Pubkey& to) { return read_owner(value, to); };
    return read_object(json, required("data", read_base64, out.data), required("lamports", read_lamports, out.lamports),
                       required("owner", owner, out.owner), more...);
}

bool AccountReading::read(ondemand::value json, solana::Account& out) {
    return read_members(json, out);
}

bool AccountReading::read(ondemand::value json, solana::AccountHead& out) {
    return read_members(json, out.account, required("space", read_number, out.space));
}

bool read_context(ondemand::value json, solana::Slot& out) {
    return read_object(json, required("slot", read_number, out));
}

}  // namespace burner::upstreams
