#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace burner::access {

/// A right of a session. This is the order of every list that is sent (docs/openapi.yaml, `SessionScope`).
enum class Scope : std::uint8_t { wallet_read, wallet_stream, transactions_build, transactions_submit };

inline constexpr std::array all_scopes{Scope::wallet_read, Scope::wallet_stream, Scope::transactions_build,
                                       Scope::transactions_submit};

std::string_view to_text(Scope scope);
std::optional<Scope> scope_from_text(std::string_view word);

/// A set of scopes, kept in canonical order.
class ScopeSet {
  public:
    constexpr ScopeSet() = default;
    constexpr ScopeSet(std::initializer_list<Scope> scopes) {
        for (const Scope scope : scopes) add(scope);
    }
    static constexpr ScopeSet all() {
        return {Scope::wallet_read, Scope::wallet_stream, Scope::transactions_build, Scope::transactions_submit};
    }

    constexpr void add(Scope scope) { bits_ |= bit(scope); }
    constexpr bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
    constexpr bool has_any(ScopeSet other) const { return (bits_ & other.bits_) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    std::vector<Scope> list() const;
    bool operator==(const ScopeSet&) const = default;

  private:
    friend const std::string& to_text(ScopeSet scopes);
    friend std::optional<ScopeSet> scopes_from_text(std::string_view text);
    static constexpr std::uint8_t bit(Scope scope) {
        return static_cast<std::uint8_t>(1u << static_cast<unsigned>(scope));
    }

    std::uint8_t bits_ = 0;
};

/// Returns the `scope` claim of RFC 8693: words separated by one space.
const std::string& to_text(ScopeSet scopes);
/// Reads scopes in canonical order, no duplicates, at least one; anything else is nullopt.
std::optional<ScopeSet> scopes_from_text(std::string_view text);

/// Reads the `scopes` of a request: each known, no scope twice, not empty; else `invalid_request` naming the scope.
base::Result<ScopeSet> parse_scopes(std::span<const std::string_view> words);

}  // namespace burner::access
