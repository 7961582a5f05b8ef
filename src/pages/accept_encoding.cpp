#include "pages/accept_encoding.hpp"

#include "http/request.hpp"

namespace burner::pages {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes what stands before the separator off a list.
std::string_view take_until(std::string_view& list, char separator) {
    const auto end = list.find(separator);
    const auto first = list.substr(0, end);
    list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
    return trimmed(first);
}

/// Tells whether a weight is `q=0`, with any number of zeros behind the point.
bool is_zero(std::string_view weight) {
    if (!weight.starts_with("q=") && !weight.starts_with("Q=")) return false;
    return weight.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts_encoding(std::string_view field, std::string_view coding) {
    bool by_star = false;
    while (!field.empty()) {
        auto element = take_until(field, ',');
        const auto name = take_until(element, ';');
        const bool is_wanted = !is_zero(trimmed(element));
        if (http::same_ignoring_case(name, coding)) return is_wanted;
        if (name == "*") by_star = is_wanted;
    }
    return by_star;
}

}  // namespace burner::pages
