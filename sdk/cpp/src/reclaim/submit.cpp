#include "reclaim/submit.hpp"

#include <array>

#include "reclaim/signature.hpp"
#include "transport.hpp"

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;

constexpr std::array<milliseconds, 3> pauses = {milliseconds{1'000}, milliseconds{2'000}, milliseconds{4'000}};

std::vector<SubmissionResult> submit(BurnerClient& client, const std::string& wallet,
                                     const std::vector<SignedTransaction>& signed_transactions) {
    auto results = client.submit_transactions(wallet, {signed_transactions}).results;
    if (results.size() != signed_transactions.size())
        throw AnswerError("The server did not answer for each transaction");
    for (const SubmissionResult& result : results)
        if (result.status != submission_status::failed && !result.signature)
            throw AnswerError("The server gave no signature for what it sent");
    return results;
}

void correct(BurnerClient& client, const std::string& wallet, const SignedTransaction& sent, SubmissionResult& result) {
    if (result.status != submission_status::failed) return;
    const auto signature = signature_of(sent.transaction_base64);
    if (!signature) return;
    try {
        const auto known = client.get_submission(wallet, *signature);
        result = {.signature = known.signature,
                  .status = std::string{submission_status::duplicate},
                  .includes = known.includes};
    } catch (const HttpError& error) {
        if (error.status() != 404) throw;
    }
}

}  // namespace

std::vector<SubmissionResult> submit_surely(BurnerClient& client, const Transport& transport, const std::string& wallet,
                                            const std::vector<SignedTransaction>& signed_transactions) {
    for (std::size_t attempt = 0;; ++attempt) {
        try {
            auto results = submit(client, wallet, signed_transactions);
            for (std::size_t i = 0; i < results.size(); ++i)
                correct(client, wallet, signed_transactions[i], results[i]);
            return results;
        } catch (const BurnerError& error) {
            if (attempt == pauses.size() || !may_have_run(error)) throw;
        }
        transport.wait(pauses.at(attempt), {});
    }
}

bool may_have_run(const std::exception& error) {
    const auto* http = dynamic_cast<const HttpError*>(&error);
    return http == nullptr || http->status() >= 500;
}

}  // namespace burnandclaim
