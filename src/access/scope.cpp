#include "access/scope.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace burner::access {

namespace {

constexpr std::array<std::string_view, all_scopes.size()> words{"wallet:read", "wallet:stream", "transactions:build",
                                                                "transactions:submit"};

/// The wire text of every set, by its bits.
const auto set_texts = [] {
    std::array<std::string, 1u << all_scopes.size()> texts;
    for (std::size_t bits = 0; bits < texts.size(); ++bits) {
        for (std::size_t scope = 0; scope < words.size(); ++scope) {
            if ((bits >> scope & 1) == 0) continue;
            if (!texts[bits].empty()) texts[bits] += ' ';
            texts[bits] += words[scope];
        }
    }
    return texts;
}();

/// Cuts an unknown word for the error's text: a client may send a megabyte.
std::string_view shortened(std::string_view word) {
    constexpr std::size_t max_shown = 64;  // characters
    std::size_t end = 0;
    for (std::size_t count = 0; count < max_shown && end < word.size(); ++count)
        end += std::max<std::size_t>(base::utf8_length(word.substr(end)), 1);
    return word.substr(0, end);
}

}  // namespace

std::string_view to_text(Scope scope) {
    return words[static_cast<std::size_t>(scope)];
}

std::optional<Scope> scope_from_text(std::string_view word) {
    for (const Scope scope : all_scopes) {
        if (to_text(scope) == word) return scope;
    }
    return std::nullopt;
}

std::vector<Scope> ScopeSet::list() const {
    std::vector<Scope> scopes;
    for (const Scope scope : all_scopes) {
        if (has(scope)) scopes.push_back(scope);
    }
    return scopes;
}

const std::string& to_text(ScopeSet scopes) {
    return set_texts[scopes.bits_];
}

std::optional<ScopeSet> scopes_from_text(std::string_view text) {
    for (std::uint8_t bits = ScopeSet::all().bits_; bits > 0; --bits) {
        if (set_texts[bits] != text) continue;
        ScopeSet scopes;
        scopes.bits_ = bits;
        return scopes;
    }
    return std::nullopt;
}

base::Result<ScopeSet> parse_scopes(std::span<const std::string_view> requested) {
    if (requested.empty()) {
        return base::fail(base::ErrorCode::invalid_request, "scopes must contain at least 1 element");
    }
    ScopeSet scopes;
    for (const std::string_view word : requested) {
        const auto scope = scope_from_text(word);
        if (!scope)
            return base::fail(base::ErrorCode::invalid_request, fmt::format("Unknown scope: {}", shortened(word)));
        if (scopes.has(*scope)) {
            return base::fail(base::ErrorCode::invalid_request, fmt::format("Duplicate scope: {}", word));
        }
        scopes.add(*scope);
    }
    return scopes;
}

}  // namespace burner::access
