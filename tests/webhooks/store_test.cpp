#include <memory>

#include "contracts/webhook_store_contract.hpp"
#include "fakes/stores/submission_log.hpp"
#include "fakes/stores/webhook_store.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"
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

/// One file, opened twice, as by a server and the command line.
class Sqlite {
  public:
    webhooks::WebhookStore& webhook_store() { return first_.store; }
    webhooks::WebhookStore& reopened_webhook_store() { return second_.store; }
    webhooks::DeliveryLog& delivery_log() { return first_.log; }
    webhooks::DeliveryLog& reopened_delivery_log() { return second_.log; }
    transactions::SubmissionLog& submission_log() { return first_.submissions; }
    transactions::SubmissionLog& reopened_submission_log() { return second_.submissions; }

  private:
    struct Opened {
        explicit Opened(const std::filesystem::path& file)
            : database(storage::SqliteDatabase::open(file).value()),
              store(*database),
              log(*database),
              submissions(*database) {}

        std::unique_ptr<storage::Database> database;
        storage::WebhookStore store;
        storage::DeliveryLog log;
        storage::SubmissionLog submissions;
    };

    fakes::TemporaryFolder folder_;
    Opened first_{folder_.path() / "burner.db"};
    Opened second_{folder_.path() / "burner.db"};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, WebhookStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, WebhookStoreContract, Sqlite);

}  // namespace
}  // namespace burner::contracts
