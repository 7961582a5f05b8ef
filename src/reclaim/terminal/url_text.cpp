#include "reclaim/terminal/url_text.hpp"

#include <string_view>

namespace burner::reclaim {

std::string authority_of(const std::string& url) {
    std::string_view text = url;
    if (text.starts_with("http://"))
        text.remove_prefix(7);
    else if (text.starts_with("https://"))
        text.remove_prefix(8);
    else
        return {};
    text = text.substr(0, text.find_first_of("/?#\\"));
    if (const auto at = text.rfind('@'); at != std::string_view::npos) text.remove_prefix(at + 1);
    return std::string{text};
}

bool is_loopback(const std::string& url) {
    const std::string authority = authority_of(url);
    const bool is_v6 = authority.starts_with('[');
    const std::string host = authority.substr(0, is_v6 ? authority.find(']') + 1 : authority.find(':'));
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

}  // namespace burner::reclaim
