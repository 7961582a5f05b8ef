#include "contracts/engines.hpp"
#include "contracts/webhook_store_contract.hpp"
#include "fakes/stores/submission_log.hpp"
#include "fakes/stores/webhook_store.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"

namespace burner::contracts {
namespace {

/// In memory there is nobody else: opening again is the same store.
class Memory {
  public:
    webhooks::WebhookStore& webhook_store() { return store_; }
    webhooks::WebhookStore& reopened_webhook_store() { return store_; }
    webhooks::DeliveryLog& delivery_log() { return store_; }
    webhooks::DeliveryLog& reopened_delivery_log() { return store_; }
    transactions::SubmissionLog& submission_log() { return submissions_; }
    transactions::SubmissionLog& reopened_submission_log() { return submissions_; }

  private:
    storage::MemoryWebhookStore store_;
    storage::MemorySubmissionLog submissions_{&store_};
};

template <class Engine>
class Stored {
  public:
    static std::string_view missing() { return Engine::missing(); }
    webhooks::WebhookStore& webhook_store() { return first_; }
    webhooks::WebhookStore& reopened_webhook_store() { return second_; }
    webhooks::DeliveryLog& delivery_log() { return first_log_; }
    webhooks::DeliveryLog& reopened_delivery_log() { return second_log_; }
    transactions::SubmissionLog& submission_log() { return first_submissions_; }
    transactions::SubmissionLog& reopened_submission_log() { return second_submissions_; }

  private:
    Engine engine_;
    storage::WebhookStore first_{engine_.first()};
    storage::WebhookStore second_{engine_.second()};
    storage::DeliveryLog first_log_{engine_.first()};
    storage::DeliveryLog second_log_{engine_.second()};
    storage::SubmissionLog first_submissions_{engine_.first()};
    storage::SubmissionLog second_submissions_{engine_.second()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, WebhookStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, WebhookStoreContract, Stored<SqliteEngine>);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, WebhookStoreContract, Stored<PostgresEngine>);

}  // namespace
}  // namespace burner::contracts
