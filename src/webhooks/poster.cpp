#include "webhooks/poster.hpp"

namespace burner::webhooks {

std::string_view to_text(PostFault fault) {
    constexpr std::string_view words[] = {"url_refused", "address_refused", "unreachable", "broken", "timed_out"};
    return words[static_cast<std::size_t>(fault)];
}

}  // namespace burner::webhooks
