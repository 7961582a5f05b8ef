#include "http/request.hpp"

#include <algorithm>

namespace burner::http {

namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

bool same_ignoring_case(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           std::ranges::equal(left, right, [](char a, char b) { return a == b || lower(a) == lower(b); });
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    const auto found =
        std::ranges::find_if(headers, [&](const Header& header) { return same_ignoring_case(header.name, name); });
    if (found == headers.end()) return std::nullopt;
    return found->value;
}

std::size_t Request::count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(headers, [&](const Header& header) { return same_ignoring_case(header.name, name); }));
}

}  // namespace burner::http
