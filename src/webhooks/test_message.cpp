#include "webhooks/test_message.hpp"

#include "base/json_writer.hpp"
#include "base/random.hpp"
#include "base/timestamp.hpp"

namespace burner::webhooks {

Message test_message(const Webhook& webhook, base::UnixTime now) {
    Message message{"msg_" + base::random_id(), "webhook.test", {}};
    base::JsonWriter json{message.body};
    json.begin_object();
    json.member("type", message.type);
    json.member("timestamp", base::to_rfc3339(now));
    json.key("data");
    json.begin_object();
    json.member("webhookId", webhook.id);
    json.end_object();
    json.end_object();
    return message;
}

}  // namespace burner::webhooks
