#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "base/store_runner.hpp"
#include "base/timer.hpp"
#include "nodes/duties.hpp"
#include "webhooks/delivery_log.hpp"
#include "webhooks/send_once.hpp"

namespace burner::webhooks {

/// A function called after every attempt with `delivered`, `failed` (to be tried again), `given_up` or `disabled`.
using DeliveryObserver = std::function<void(std::string_view outcome)>;

/// The maker of the deliveries that are due, at least once each. Its only lasting state is the log, so it goes on
/// after a restart; an attempt that a crash cut off is made again. One worker thread runs it; what
/// it is given must outlive it. Destroyed before its io_context.
class Deliverer {
  public:
    /// The attempts under way at a time. A receiver that hangs holds up no more than its own share.
    static constexpr std::size_t max_in_flight = 64;
    static constexpr std::size_t max_per_webhook = 4;

    Deliverer(boost::asio::io_context& io, DeliveryLog& log, const SigningSecrets& secrets, Poster& poster,
              base::StoreRunner& stores, const base::Clock& clock, const nodes::Duties& duties,
              DeliveryObserver observer = {})
        : io_(io),
          log_(log),
          secrets_(secrets),
          poster_(poster),
          stores_(stores),
          clock_(clock),
          duties_(duties),
          observer_(std::move(observer)),
          wake_(io) {}

    /// Starts whatever is due and has room, of the webhooks that are this node's; ends without waiting for it.
    base::Task<base::Result<void>> pass();
    /// Passes for ever: `interval` apart, and whenever a delivery has made room.
    base::Task<void> run(std::chrono::milliseconds interval);

  private:
    bool has_room_for(const DueDelivery& due) const;
    void start(DueDelivery due);
    base::Task<void> deliver(DueDelivery due);
    AttemptOutcome outcome_of(const Delivery& delivery, Sent sent) const;
    base::Task<void> record(std::int64_t sequence, AttemptOutcome outcome);
    void report(const DueDelivery& due, const AttemptOutcome& outcome) const;

    boost::asio::io_context& io_;
    DeliveryLog& log_;
    const SigningSecrets& secrets_;
    Poster& poster_;
    base::StoreRunner& stores_;
    const base::Clock& clock_;
    const nodes::Duties& duties_;
    DeliveryObserver observer_;
    base::Timer wake_;
    bool has_made_room_ = false;
    std::map<std::int64_t, std::string> in_flight_;  ///< sequence of the delivery, id of its webhook
};

}  // namespace burner::webhooks
