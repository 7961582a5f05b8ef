#pragma once

#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

namespace burnandclaim {

class Transport;

/// Submits until there is an answer, one result for each transaction. A request that broke may have been executed, and
/// libcurl repeats one without a word when a kept connection breaks: the server calls the next one a duplicate, and a
/// refusal is believed only if nothing is on record. It cannot be stopped: what may have been sent is answered for.
std::vector<SubmissionResult> submit_surely(BurnerClient& client, const Transport& transport, const std::string& wallet,
                                            const std::vector<SignedTransaction>& signed_transactions);

/// Tells whether a call may have been executed: an answer below 500 means that nothing was sent; others do not say.
bool may_have_run(const std::exception& error);

}  // namespace burnandclaim
