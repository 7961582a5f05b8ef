#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assets/hash.hpp"
#include "base/decimal.hpp"
#include "upstreams/reading/json_reading.hpp"

// Readers of what may be left out or take another shape, for answers that are trusted for nothing: a value that is not
// what is looked for counts as absent and leaves `out` as it is. The functions return true then as well: no value is
// refused.
namespace burner::upstreams {

/// Reads the members of an object; any other value has none. False: broken JSON, or refused.
template <class... Members>
[[gnu::always_inline]] inline bool read_object_if_any(ondemand::value json, Members&&... members) {
    ondemand::json_type type{};
    if (json.type().get(type) != simdjson::SUCCESS) return false;
    return type != ondemand::json_type::object || read_object(json, members...);
}

template <class Visit>
bool for_each_element_if_any(ondemand::value json, Visit visit) {
    ondemand::json_type type{};
    if (json.type().get(type) != simdjson::SUCCESS) return false;
    return type != ondemand::json_type::array || for_each_element(json, visit);
}

/// Takes the first `max_bytes` bytes.
bool take_text(ondemand::value json, std::size_t max_bytes, std::string& out);
/// Takes a text, unless it is longer than `max_bytes` bytes: half a URI leads elsewhere.
bool take_whole_text(ondemand::value json, std::size_t max_bytes, std::string& out);
bool take_flag(ondemand::value json, bool& out);
bool take_key(ondemand::value json, std::optional<solana::Pubkey>& out);
bool take_hash(ondemand::value json, std::optional<assets::Hash>& out);
/// Takes an integer, also as text or with a fraction of zeros.
bool take_integer(ondemand::value json, std::optional<std::uint64_t>& out);
bool take_byte(ondemand::value json, std::optional<std::uint8_t>& out);
/// Takes a decimal number, also as text.
bool take_decimal(ondemand::value json, std::optional<base::Decimal>& out);

/// Returns the address that a member's name is; nullopt where it is none.
std::optional<solana::Pubkey> key_from_name(ondemand::raw_json_string name);

}  // namespace burner::upstreams
