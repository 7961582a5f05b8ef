#include "storage/stores/message_queue.hpp"

#include <fmt/format.h>

namespace burner::storage {

/// Queues under a shared lock of the webhooks: one that is being disabled gets no delivery that would wait for ever.
void queue_message(Transaction& transaction, std::string_view project, const webhooks::Message& message,
                   base::UnixTime now) {
    const std::string sql = fmt::format(
        "INSERT INTO webhook_deliveries (webhook, message, type, body, created_at, status, attempts, next_attempt_at)"
        " SELECT id, ?1, ?2, ?3, ?4, 0, 0, ?4 FROM webhooks WHERE project = ?5 AND disabled_at IS NULL{}"
        " ON CONFLICT (webhook, message) DO NOTHING",
        transaction.for_share());
    transaction.prepare(sql).bind(message.id, message.type, message.body, now, project).run();
}

}  // namespace burner::storage
