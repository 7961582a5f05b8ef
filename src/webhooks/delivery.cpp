#include "webhooks/delivery.hpp"

namespace burner::webhooks {

std::string_view to_text(DeliveryStatus status) {
    constexpr std::string_view words[] = {"pending", "delivered", "given_up"};
    return words[static_cast<std::size_t>(status)];
}

}  // namespace burner::webhooks
