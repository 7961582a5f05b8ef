#pragma once

#include <memory>

#include "api/stream.hpp"
#include "transactions/submissions/submission_follower.hpp"

namespace burner::api {

/// `GET /wallet/:address/submissions/stream`: what becomes of submissions, as soon as it is stored. A frame is what
/// `GET …/submissions/:signature` answers.
struct StreamSubmissions {
    struct Input {
        /// Follows from the request on, so that whatever the client submits once the stream is open is told.
        std::shared_ptr<transactions::SubmissionFollower> follower;
    };

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<void>> run(const StreamCall& call, Input input, StreamOut& out);
};

}  // namespace burner::api
