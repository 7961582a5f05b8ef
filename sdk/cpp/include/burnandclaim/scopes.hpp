#pragma once

#include <array>
#include <string_view>

namespace burnandclaim {

/// What a session may do.
namespace session_scope {
inline constexpr std::string_view wallet_read = "wallet:read";
inline constexpr std::string_view wallet_stream = "wallet:stream";
inline constexpr std::string_view transactions_build = "transactions:build";
inline constexpr std::string_view transactions_submit = "transactions:submit";
}  // namespace session_scope

/// What a session gets when `CreateSessionRequest::scopes` is left out.
inline constexpr std::array<std::string_view, 4> session_scopes_default = {
    session_scope::wallet_read, session_scope::wallet_stream, session_scope::transactions_build,
    session_scope::transactions_submit};

}  // namespace burnandclaim
