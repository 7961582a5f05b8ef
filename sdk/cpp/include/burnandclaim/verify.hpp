#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <burnandclaim/assets.hpp>
#include <burnandclaim/errors.hpp>
#include <burnandclaim/reclaim.hpp>
#include <burnandclaim/signing.hpp>
#include <burnandclaim/transactions.hpp>

// What the check before signing (signing.hpp) takes, from what the API gives. `reclaim` does all of it.
namespace burnandclaim {

/// Makes what is asked for when an item of a list is to be closed, burned or withdrawn from: with the mint and the
/// balance that the list shows, so that nothing else is burned in its place.
ReclaimItem reclaim_item(const WalletItem& item, std::string_view action);

/// Collects what a list calls blocked: the code by address.
std::map<std::string, std::string> blocked_items(const std::vector<WalletItem>& items);

/// Puts a request into the words of the check.
burner::signing::Request signing_request(const BuildTransactionsRequest& request);
/// Puts a built transaction into the words of the check.
burner::signing::Built signing_built(const BuiltTransaction& built);

/// Reads from the bytes what each transaction of an answer does. Throws SigningRefusedError if one breaks a rule.
std::vector<burner::signing::VerifiedTransaction> verify_built(const BuildTransactionsRequest& request,
                                                               const BuildTransactionsResult& built,
                                                               const burner::signing::Options& options);

}  // namespace burnandclaim
