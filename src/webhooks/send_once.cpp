#include "webhooks/send_once.hpp"

namespace burner::webhooks {

namespace {

std::string_view error_of(int status) {
    if (status >= 200 && status < 300) return {};
    if (status == 410) return "gone";
    if (status >= 300 && status < 400) return "redirect";
    return "http_error";
}

}  // namespace

base::Task<Sent> send_once(Poster& poster, const SigningSecrets& secrets, const base::Clock& clock,
                           const Webhook& webhook, const Message& message) {
    Sent sent{{.at = clock.now()}, std::nullopt};
    const auto secret = secrets.open(webhook.sealed_secret, webhook.id);
    if (!secret) {
        sent.attempt.error = "secret_unreadable";
        co_return sent;
    }
    const auto start = clock.steady();
    const auto answer = co_await poster.post(webhook.url, sign(message, sent.attempt.at, *secret));
    sent.attempt.took = clock.steady() - start;
    if (answer) {
        sent.attempt.status = answer->status;
        sent.attempt.error = error_of(answer->status);
        sent.retry_after = answer->retry_after;
    } else {
        sent.attempt.error = to_text(answer.error());
    }
    co_return sent;
}

}  // namespace burner::webhooks
