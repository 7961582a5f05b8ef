#pragma once

#include <string_view>

#include <burnandclaim/assets.hpp>
#include <burnandclaim/errors.hpp>
#include <burnandclaim/sessions.hpp>
#include <burnandclaim/transactions.hpp>

namespace burnandclaim {

/// The bodies of the API's answers. Members that this version does not know are ignored; one that is
/// missing, doubled or of another type throws AnswerError with the reason.
Session decode_session(std::string_view body);
RevokeSessionsResult decode_revoked(std::string_view body);
SessionIntrospection decode_introspection(std::string_view body);
WalletAssets decode_assets(std::string_view body);
BuildTransactionsResult decode_built(std::string_view body);
SubmitTransactionsResult decode_submitted(std::string_view body);
Submission decode_submission(std::string_view body);

/// What can be read of an error body; never throws AnswerError, as a proxy may have written it.
ErrorAnswer decode_error(std::string_view body);

}  // namespace burnandclaim
