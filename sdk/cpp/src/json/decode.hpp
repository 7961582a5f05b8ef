#pragma once

#include <optional>
#include <string_view>

#include <burnandclaim/assets.hpp>
#include <burnandclaim/errors.hpp>
#include <burnandclaim/sessions.hpp>
#include <burnandclaim/stats.hpp>
#include <burnandclaim/transactions.hpp>

#include "http.hpp"

namespace burnandclaim {

/// Reads the body of an answer. Members that this version does not know are ignored; one that is missing, doubled or of
/// another type throws AnswerError with the reason.
Session decode_session(std::string_view body);
Challenge decode_challenge(std::string_view body);
RevokeSessionsResult decode_revoked(std::string_view body);
SessionIntrospection decode_introspection(std::string_view body);
WalletAssets decode_assets(std::string_view body);
BuildTransactionsResult decode_built(std::string_view body);
SubmitTransactionsResult decode_submitted(std::string_view body);
ReportTransactionsResult decode_reported(std::string_view body);
Submission decode_submission(std::string_view body);
Stats decode_stats(std::string_view body);
Leaderboard decode_leaderboard(std::string_view body);
/// Reads one frame of a stream.
WalletAssetsChunk decode_chunk(std::string_view frame);

/// Reads the failure in a stream's frame, `{"error":{"statusCode",…}}`, as the answer that refuses a request would tell
/// it; nullopt for any other frame, one of a failed submission too.
std::optional<HttpAnswer> decode_failure(std::string_view frame);

/// Reads what can be read of an error body; never throws AnswerError, as a proxy may have written it.
ErrorAnswer decode_error(std::string_view body);

}  // namespace burnandclaim
