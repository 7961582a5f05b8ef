#pragma once

#include <expected>
#include <string_view>

#include "http/refusal.hpp"

namespace burner::http {

struct Target {
    std::string_view path;
    std::string_view query;
    std::string_view authority;  ///< only of the absolute form
};

/// Splits a target (RFC 9112 section 3.2): origin form, absolute form (http, https) and, for OPTIONS, `*`. The
/// authority form belongs to CONNECT, which is refused by name.
std::expected<Target, Refusal> split_target(std::string_view method, std::string_view target);

}  // namespace burner::http
