#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "solana/rpc.hpp"
#include "upstreams/reading/json_object.hpp"

// Values of JSON, for the .cpp files of this folder only. Every function returns whether the value had the shape asked
// for.
namespace burner::upstreams {

bool is_null(ondemand::value json);
bool read_flag(ondemand::value json, bool& out);
bool read_number(ondemand::value json, std::uint64_t& out);
bool read_lamports(ondemand::value json, base::Lamports& out);
/// Reads a `u64` that is written as text, as amounts of tokens are.
bool read_amount(ondemand::value json, std::uint64_t& out);
/// Reads a text; the view lives until the parser reads its next document.
bool read_text(ondemand::value json, std::string_view& out);
bool read_pubkey(ondemand::value json, solana::Pubkey& out);

/// Returns a reader of a value that may be null: `out` stays nullopt then, and is otherwise what `read(value, out)`
/// makes of it.
template <class Read>
auto nullable(Read read) {
    return [read](ondemand::value json, auto& out) { return is_null(json) || read(json, out.emplace()); };
}

/// Reads `["…","base64"]`, as data and transactions come.
bool read_base64(ondemand::value json, base::Bytes& out);

/// Reads `err` of a transaction; `out` stays nullopt for null.
bool read_transaction_error(ondemand::value json, std::optional<solana::TransactionError>& out);

/// A reader of accounts in base64, one after the other; remembers the last owner's text, as neighbours share it.
class AccountReading {
  public:
    bool read(ondemand::value json, solana::Account& out);
    /// Reads `space`, too: the length of the data before it was sliced.
    bool read(ondemand::value json, solana::AccountHead& out);
    template <class Account>
    bool read_optional(ondemand::value json, std::optional<Account>& out) {
        return is_null(json) || read(json, out.emplace());
    }

  private:
    /// `more` are members beside the account's own.
    template <class... Members>
    bool read_members(ondemand::value json, solana::Account& out, Members... more);
    bool read_owner(ondemand::value json, solana::Pubkey& out);

    std::string owner_text_;
    solana::Pubkey owner_;
};

/// Reads `{"slot":…}`.
bool read_context(ondemand::value json, solana::Slot& out);

/// Reads `{"context":{"slot":…},"value":…}`; `read_value(json, to...)` reads the value.
template <class ReadValue, class... To>
bool read_at_slot(ondemand::value json, solana::Slot& slot, ReadValue read_value, To&&... to) {
    return read_object(json, required("context", read_context, slot),
                       required("value", read_value, std::forward<To>(to)...));
}

}  // namespace burner::upstreams
