#pragma once

#include <vector>

#include "api/endpoint.hpp"
#include "limits/work_limit.hpp"
#include "transactions/report/report.hpp"

namespace burner::api {

/// `POST /wallet/:address/transactions/report`: records what the wallet has sent by itself. The answer comes when the
/// chain shows all of it, at the latest after 30 s.
struct ReportTransactions {
    using Input = transactions::ReportRequest;
    using Output = std::vector<transactions::ReportResult>;

    static base::Result<Input> parse(const Call& call);
    static std::uint64_t work(const Input& input) { return input.entries.size() * limits::work_of_transaction; }
    static base::Task<base::Result<Output>> run(const Call& call, Input input);
    static http::Response render(const Output& results);
    /// What is pending is of no use at once: it is to be asked again.
    static std::optional<base::UnixTime> useful_until(const Output& results);
};

}  // namespace burner::api
