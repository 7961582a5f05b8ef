#pragma once

#include <string>
#include <vector>

#include "webhooks/delivery_log.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::webhooks {

inline Message message(int number) {
    return {"msg_" + std::to_string(number), "submission.confirmed", R"({"number":)" + std::to_string(number) + "}"};
}

/// The ids of the webhook's messages in the log, the newest first, with what became of each.
inline std::vector<std::string> told(DeliveryLog& log, std::string_view webhook) {
    std::vector<std::string> lines;
    const auto deliveries = log.latest(webhook, 1000).value();
    for (const Delivery& delivery : deliveries) {
        lines.push_back(delivery.message.id + " " + std::string{to_text(delivery.status)});
    }
    return lines;
}

}  // namespace burner::webhooks
