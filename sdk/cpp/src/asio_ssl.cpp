// Asio's TLS, compiled apart: it is linked only where it is used.
#include <boost/asio/ssl/impl/src.hpp>
