#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "solana/rpc.hpp"

// Reading of JSON with simdjson's on-demand parser, for the .cpp files of this folder only (the header is
// heavy). Every function returns whether the value had the shape asked for; a value is read at most once.
namespace burner::upstreams {

namespace ondemand = simdjson::ondemand;

/// Calls `visit(key, value)` for each member, which returns false to refuse it.
template <class Visit>
bool for_each_member(ondemand::value json, Visit visit) {
    ondemand::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto field : object) {
        ondemand::raw_json_string key;
        ondemand::value value;
        if (field.key().get(key) != simdjson::SUCCESS) return false;
        if (field.value().get(value) != simdjson::SUCCESS) return false;
        if (!visit(key, value)) return false;
    }
    return true;
}

/// Calls `visit(value)` for each element, which returns false to refuse it.
template <class Visit>
bool for_each_element(ondemand::value json, Visit visit) {
    ondemand::array array;
    if (json.get_array().get(array) != simdjson::SUCCESS) return false;
    for (auto element : array) {
        ondemand::value value;
        if (element.get(value) != simdjson::SUCCESS) return false;
        if (!visit(value)) return false;
    }
    return true;
}

/// Members that were seen, as bits, to refuse one that is repeated and notice one that is missing.
class Seen {
  public:
    bool first(unsigned member) {
        const bool is_first = (bits_ & member) == 0;
        bits_ |= member;
        return is_first;
    }
    bool all(unsigned members) const { return (bits_ & members) == members; }

  private:
    unsigned bits_ = 0;
};

bool is_null(ondemand::value json);
bool read_number(ondemand::value json, std::uint64_t& out);
bool read_lamports(ondemand::value json, base::Lamports& out);
/// A `u64` written as text, as amounts of tokens are.
bool read_amount(ondemand::value json, std::uint64_t& out);
/// The view lives until the parser reads its next document.
bool read_text(ondemand::value json, std::string_view& out);
bool read_pubkey(ondemand::value json, solana::Pubkey& out);

/// `err` of a transaction; null is none.
bool read_transaction_error(ondemand::value json, std::optional<solana::TransactionError>& out);

/// Accounts in base64, one after the other; remembers the last owner's text, as neighbours share it.
class AccountReading {
  public:
    bool read(ondemand::value json, solana::Account& out);
    /// With `space`, the length of the data before it was sliced.
    bool read(ondemand::value json, solana::AccountHead& out);
    template <class Account>
    bool read_optional(ondemand::value json, std::optional<Account>& out) {
        return is_null(json) || read(json, out.emplace());
    }

  private:
    /// `read_member(key, value)` reads what is beside the account's own members.
    template <class ReadMember>
    bool read_members(ondemand::value json, solana::Account& out, ReadMember read_member);
    bool read_owner(ondemand::value json, solana::Pubkey& out);

    std::string owner_text_;
    solana::Pubkey owner_;
};

/// `{"context":{"slot":…},"value":…}`; `read_value(json)` reads the value.
template <class ReadValue>
bool read_at_slot(ondemand::value json, solana::Slot& slot, ReadValue read_value) {
    constexpr unsigned context = 1, value = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key == "value") return seen.first(value) && read_value(member);
        if (!(key == "context")) return true;
        if (!seen.first(context)) return false;
        bool has_slot = false;
        const bool read = for_each_member(member, [&](ondemand::raw_json_string name, ondemand::value number) {
            if (!(name == "slot")) return true;
            return !std::exchange(has_slot, true) && read_number(number, slot);
        });
        return read && has_slot;
    });
    return ok && seen.all(context | value);
}

}  // namespace burner::upstreams
